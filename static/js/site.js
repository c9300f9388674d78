// What helps on every page where there is script. Nothing here is needed.

// An error summary, or a note of what has just been done, takes the focus, so that it is read out first.
document.querySelector("[data-takes-focus]")?.focus();

// A link of an error summary goes to the field itself, with its question in sight.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".errors a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const target = field.matches("input, select, textarea, button, [tabindex]")
    ? field
    : field.querySelector("input, select, textarea") ?? field;
  (field.closest("fieldset, .field") ?? field).scrollIntoView();
  target.focus({ preventScroll: true });
});
