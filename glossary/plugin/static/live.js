// While a glossary is being edited: shows what is newer, and says what is wrong without taking the page away.
(() => {
  const script = document.currentScript;
  const address = script.src.replace(/\/-\/static-plugins\/.*$/, "/-/glossary-live");
  const kept = "glossary-scroll";
  let version = document.querySelector("meta[name=glossary-version]")?.content;
  let banner = document.querySelector(".live");

  const before = sessionStorage.getItem(kept);
  if (before) {
    sessionStorage.removeItem(kept);
    const place = JSON.parse(before);
    if (place.path === location.pathname + location.search) scrollTo({ top: place.top, behavior: "instant" });
  }

  const chosen = (list) => list.selectedIndex !== Math.max(0, [...list.options].findIndex((each) => each.defaultSelected));
  const typed = () => document.activeElement?.matches("form.edit :is(input, textarea)") ||
    [...document.querySelectorAll("input, textarea, select")].some((field) => field.type !== "hidden" &&
      (field.options ? chosen(field) : field.value !== field.defaultValue));

  const show = (lines) => {
    if (!banner) {
      banner = document.createElement("div");
      banner.className = "live";
      banner.setAttribute("role", "status");
      document.body.prepend(banner);
    }
    banner.replaceChildren(...lines.map((line) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = line;
      return paragraph;
    }));
    banner.hidden = !lines.length;
  };

  let source;
  let leaving = false;

  const heard = (event) => {
    const state = JSON.parse(event.data);
    version ??= String(state.version);
    show(state.problems.map((problem) => problem.text));
    if (leaving || String(state.version) === version || state.problems.length) return;
    if (typed()) {
      show([script.dataset.newer ?? "There is a newer version of this page. It is shown when you reload it."]);
      return;
    }
    source.close();
    sessionStorage.setItem(kept, JSON.stringify({ path: location.pathname + location.search, top: scrollY }));
    location.reload();
  };
  // A browser has few connections to one server, so only the tab that is looked at keeps one.
  const listen = () => {
    source?.close();
    if (document.hidden || leaving) return;
    source = new EventSource(address);
    source.onmessage = heard;
  };
  document.addEventListener("visibilitychange", listen);
  // Where a link leads must not be overtaken by a refresh of where it stands.
  addEventListener("beforeunload", () => { leaving = true; source?.close(); });
  addEventListener("pageshow", () => { leaving = false; listen(); });
})();
