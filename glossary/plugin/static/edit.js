// What is typed into one form is not lost by sending another, or by a link: the browser asks first.
(() => {
  let sent;
  const changed = (field) => {
    if (field.type === "hidden" || field.readOnly) return false;
    if (!field.options) return field.value !== field.defaultValue;
    return field.options[field.selectedIndex]?.defaultSelected === false;
  };
  addEventListener("submit", (event) => { sent = event.target; });
  addEventListener("beforeunload", (event) => {
    const forms = [...document.querySelectorAll("form.edit")].filter((form) => form !== sent);
    if (forms.some((form) => [...form.querySelectorAll("input, textarea, select")].some(changed))) event.preventDefault();
    sent = undefined;
  });
})();
