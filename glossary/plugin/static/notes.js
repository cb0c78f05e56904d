// A card beside a mention: on hover, on focus, and on the first tap. What it says stands in the page's list of notes.

const card = document.createElement("aside");
card.className = "card";
card.hidden = true;
document.querySelector("main").append(card);

let shown = null; // the link whose card it is
let tapped = null; // the link that a finger went down on, and whether its card was shown already
let timer = 0;

const mentionAt = (target) => target instanceof Element ? target.closest("mark a[aria-describedby]") : null;

function show(link, { x = null, aloud = false } = {}) {
  clearTimeout(timer);
  const note = document.getElementById(link.getAttribute("aria-describedby"));
  if (!note || shown === link) return;
  hide();
  shown = link;
  // A screen reader hears the note as the link's description; only a tap, which goes nowhere, is answered aloud.
  card.setAttribute("aria-live", aloud ? "polite" : "off");
  card.ariaHidden = aloud ? null : "true";
  card.hidden = false;
  card.replaceChildren(...[...note.children].map((child) => child.cloneNode(true)));
  if (!aloud) for (const inner of card.querySelectorAll("a")) inner.tabIndex = -1;
  for (const same of mentionsOf(link)) same.parentElement.classList.add("same");
  place(link, x);
}

function hide() {
  clearTimeout(timer);
  if (!shown) return;
  for (const same of mentionsOf(shown)) same.parentElement.classList.remove("same");
  shown = null;
  card.hidden = true;
}

function mentionsOf(link) {
  return document.querySelectorAll(`mark a[aria-describedby="${CSS.escape(link.getAttribute("aria-describedby"))}"]`);
}

function place(link, x) {
  // Below the last line of the mention, or above its first; near the pointer where the mention is broken in two.
  const lines = [...link.getClientRects()];
  const { width, height } = card.getBoundingClientRect();
  const left = lines.length > 1 && x !== null ? x - width / 2 : lines[0].left;
  const below = lines.at(-1).bottom + 6;
  const above = lines[0].top - 6 - height;
  const room = document.documentElement.clientWidth - width - 8;
  card.style.left = `${scrollX + Math.max(8, Math.min(left, room))}px`;
  card.style.top = `${scrollY + (below + height <= innerHeight || above < 0 ? below : above)}px`;
}

function later(action, delay) {
  clearTimeout(timer);
  timer = setTimeout(action, delay);
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const link = mentionAt(event.target);
  if (link) later(() => show(link, { x: event.clientX }), 120);
  else if (card.contains(event.target)) clearTimeout(timer);
  else if (shown && document.activeElement !== shown) later(hide, 250);
  else if (!shown) clearTimeout(timer);
});

document.addEventListener("pointerdown", (event) => {
  const link = mentionAt(event.target);
  tapped = link && event.pointerType === "touch" ? { link, again: shown === link } : null;
  if (!link && !card.contains(event.target)) hide();
});

document.addEventListener("click", (event) => {
  const link = mentionAt(event.target);
  if (!link || tapped?.link !== link || tapped.again) return;
  event.preventDefault();
  show(link, { x: event.clientX, aloud: true });
});

document.addEventListener("focusin", (event) => {
  const link = mentionAt(event.target);
  if (link?.matches(":focus-visible")) show(link);
  else if (!link && !card.contains(event.target)) hide();
});

document.addEventListener("focusout", (event) => {
  if (event.target === shown && !card.contains(event.relatedTarget) && !card.matches(":hover")) hide();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});

// Whoever changes the language in the middle of a post goes on in the middle.
document.querySelector(".versions")?.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-place]");
  if (!link) return;
  const places = [...document.querySelectorAll(`.anchor[id^="${link.dataset.place}"]`)];
  const first = places.find((place) => place.parentElement.getBoundingClientRect().bottom > 0);
  link.hash = first && first !== places[0] ? `p:${first.id.slice(link.dataset.place.length)}` : "";
});

addEventListener("resize", hide);
addEventListener("pagehide", hide);
