// The search box suggests terms while somebody types: a combobox with a list, as ARIA 1.2 has it. Without this file the
// box is a box; when no answer comes, nothing is suggested.
"use strict";

const DELAY = 120; // milliseconds without a key before the server is asked
const LONGEST = 200; // what is longer is no name

function suggestFor(input, number) {
  const list = document.createElement("ul");
  const status = document.createElement("span");
  list.id = `suggestions-${number}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.label);
  status.className = "suggestions-status";
  status.setAttribute("role", "status");
  input.after(list, status);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-haspopup", "listbox"],
    ["aria-controls", list.id], ["aria-expanded", "false"]]) input.setAttribute(name, value);

  let active = -1;
  let asked = null; // the request under way
  let timer = 0;

  function choose(place) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = place;
    const option = list.children[active];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function close() {
    clearTimeout(timer);
    asked?.abort();
    choose(-1);
    list.hidden = true;
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
  }

  function show({ terms, said }) {
    choose(-1);
    list.replaceChildren(...terms.map((term, place) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${place}`;
      option.dataset.address = term.address;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const parts = term.names.map(({ text, language }) => [text, language, "name"]);
      for (const [text, language, kind] of [...parts, [term.note, "", "note"]]) {
        const part = document.createElement("span");
        part.className = kind;
        part.textContent = text;
        if (language) part.lang = language;
        option.append(part, " ");
      }
      return option;
    }));
    list.hidden = terms.length === 0;
    status.textContent = said;
    input.setAttribute("aria-expanded", String(terms.length > 0));
  }

  async function ask() {
    const query = input.value.trim();
    asked?.abort();
    if (!query || query.length > LONGEST) return close();
    const mine = asked = new AbortController();
    try {
      const address = `${input.dataset.suggest}?${new URLSearchParams({ q: query })}`;
      const response = await fetch(address, { signal: mine.signal, headers: { accept: "application/json" } });
      const answer = response.ok ? await response.json() : null;
      if (mine.signal.aborted || document.activeElement !== input) return;
      if (Array.isArray(answer?.terms)) show(answer);
      else close();
    } catch {
      if (mine === asked && !mine.signal.aborted) close();
    }
  }

  function askSoon(event) {
    if (event.isComposing) return; // half a character of an input method
    clearTimeout(timer);
    timer = setTimeout(ask, DELAY);
  }

  function go(option) {
    close();
    location.assign(option.dataset.address);
  }

  input.addEventListener("input", askSoon);
  input.addEventListener("compositionend", askSoon);
  input.addEventListener("blur", close);
  input.form?.addEventListener("submit", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey && event.key !== "ArrowDown" || event.ctrlKey || event.metaKey) return;
    const count = list.children.length;
    const open = !list.hidden;
    if (event.key === "ArrowDown" && !open) ask();
    else if (event.key === "ArrowDown" && open) choose(active + 1 < count ? active + 1 : -1);
    else if (event.key === "ArrowUp" && open) choose(active < 0 ? count - 1 : active - 1);
    else if (event.key === "Enter" && open && active >= 0) go(list.children[active]);
    else if (event.key === "Escape" && open) close();
    else return;
    event.preventDefault();
  });
  // The box keeps the focus while an option is pressed.
  for (const press of ["pointerdown", "mousedown"]) list.addEventListener(press, (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) go(option);
  });
}

document.querySelectorAll("input[data-suggest]").forEach(suggestFor);
