// The map made larger and smaller, moved by the mouse, and seen from one term: what is not beside it grows pale.
// It stands in a window that scrolls, so that keys, fingers and screen readers move about in it as everywhere.
(() => {
  const figure = document.querySelector("figure.map");
  if (!figure) return;
  const view = figure.querySelector(".window");
  const svg = view.querySelector("svg");
  const natural = svg.viewBox.baseVal.width;
  const LEAST = 0.2, MOST = 4;

  function resize(scale, x = view.clientWidth / 2, y = view.clientHeight / 2) {
    const before = svg.getBoundingClientRect(), window_ = view.getBoundingClientRect();
    const across = (x + window_.left - before.left) / before.width, down = (y + window_.top - before.top) / before.height;
    svg.style.maxWidth = "none";
    svg.style.width = `${natural * Math.min(MOST, Math.max(LEAST, scale))}px`;
    view.classList.toggle("large", svg.getBoundingClientRect().width > view.clientWidth);
    const after = svg.getBoundingClientRect(), now = view.getBoundingClientRect();
    view.scrollLeft += after.left + across * after.width - now.left - x;
    view.scrollTop += after.top + down * after.height - now.top - y;
  }
  const scale = () => svg.getBoundingClientRect().width / natural;

  const buttons = figure.querySelector(".zoom");
  buttons.hidden = false;
  buttons.addEventListener("click", ({ target }) => {
    const step = target.closest("button")?.dataset.zoom;
    if (step) resize(step === "fit" ? Math.min(view.clientWidth / natural, 1) : scale() * Number(step));
  });
  view.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const at = view.getBoundingClientRect();
    resize(scale() * Math.exp(-event.deltaY / 300), event.clientX - at.left, event.clientY - at.top);
  }, { passive: false });

  let held = null;
  view.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button || event.target.closest("a")) return;
    held = { x: event.clientX + view.scrollLeft, y: event.clientY + view.scrollTop };
    view.setPointerCapture(event.pointerId);
  });
  view.addEventListener("pointermove", (event) => {
    if (held) view.scrollTo(held.x - event.clientX, held.y - event.clientY);
  });
  for (const end of ["pointerup", "pointercancel"]) view.addEventListener(end, () => { held = null; });

  const links = new Map([...svg.querySelectorAll("a")].map((link) => [link.dataset.term, link]));
  const lines = [...svg.querySelectorAll("line")].map((line) => [line, line.dataset.ends.split(" ")]);
  function focus(link) {
    svg.classList.toggle("focused", !!link);
    for (const near of svg.querySelectorAll(".near")) near.classList.remove("near");
    link?.classList.add("near");
    for (const [line, ends] of link ? lines : []) {
      if (!ends.includes(link.dataset.term)) continue;
      line.classList.add("near");
      for (const end of ends) links.get(end).classList.add("near");
    }
  }
  const focused = () => (svg.contains(document.activeElement) ? document.activeElement.closest("a") : null);
  svg.addEventListener("pointerover", ({ target }) => focus(target.closest("a") || focused()));
  svg.addEventListener("pointerleave", () => focus(focused()));
  // Browsers bring a focused drawing into view, not the part of it that has the focus.
  function reveal(link) {
    const at = link.getBoundingClientRect(), within = view.getBoundingClientRect(), room = 12;
    view.scrollLeft += Math.min(0, at.left - within.left - room) || Math.max(0, at.right - within.right + room);
    view.scrollTop += Math.min(0, at.top - within.top - room) || Math.max(0, at.bottom - within.bottom + room);
    const now = link.getBoundingClientRect();
    window.scrollBy(0, Math.min(0, now.top - room) || Math.max(0, now.bottom - window.innerHeight + room));
  }
  let pressed = false;
  svg.addEventListener("pointerdown", () => { pressed = true; });
  window.addEventListener("pointerup", () => { pressed = false; });
  svg.addEventListener("focusin", ({ target }) => {
    focus(target.closest("a"));
    if (!pressed) reveal(target.closest("a"));
  });
  svg.addEventListener("focusout", () => focus(null));

  view.scrollLeft = (view.scrollWidth - view.clientWidth) / 2;
})();
