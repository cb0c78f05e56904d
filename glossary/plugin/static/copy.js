// A button that copies an entry for the terms file; without script, or where it may not copy, there is none.
if (navigator.clipboard) {
  for (const box of document.querySelectorAll("details[data-copy]")) {
    const text = box.querySelector("pre");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = box.dataset.copy;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent + "\n");
        button.textContent = box.dataset.copied;
        setTimeout(() => { button.textContent = box.dataset.copy; }, 2000);
      } catch {
        getSelection().selectAllChildren(text);
      }
    });
    text.before(button);
  }
}
