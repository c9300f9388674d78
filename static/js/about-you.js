// Puts away the questions that do not apply: those asked from 16, and those that follow from another. Without script
// all of them stand there, their hints say for whom they are, and the server drops what does not apply.
const form = document.querySelector("[data-about-you]");

const chosen = (name) => form.querySelector(`input[name="${name}"]:checked`)?.value ?? "";

function fold() {
  const young = form.querySelector("[data-under-16]");
  const isYoung = young !== null && chosen(young.name) === young.getAttribute("data-under-16");
  for (const input of form.querySelectorAll("[data-from-16]")) input.closest("fieldset").hidden = isYoung;
  for (const input of form.querySelectorAll("[data-only-after]")) {
    const [name, value] = input.dataset.onlyAfter.split("=");
    input.closest("fieldset").hidden = chosen(name) !== value;
  }
}

if (form) {
  form.addEventListener("change", fold);
  fold();
}
