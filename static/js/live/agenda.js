// The agenda put in order without a page for each move: by its buttons, or by dragging. The forms work without this.

const list = document.querySelector("[data-agenda]");
const told = document.querySelector("[data-agenda-told]");
let dragged = null;
let storing = Promise.resolve();

const steps = () => [...list.children];

list.addEventListener("submit", (event) => {
  if (!event.submitter) return;
  event.preventDefault();
  const step = event.target.closest("[data-step]");
  const other = event.submitter.value === "up" ? step.previousElementSibling : step.nextElementSibling;
  if (!other) return;
  if (event.submitter.value === "up") other.before(step);
  else other.after(step);
  moved(step);
  const button = event.submitter.disabled ? step.querySelector("button:not(:disabled)") : event.submitter;
  button?.focus();
});

list.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-step]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.step);
  dragged.classList.add("is-dragged");
});

list.addEventListener("dragover", (event) => {
  const over = event.target.closest("[data-step]");
  if (!dragged || !over) return;
  event.preventDefault();
  if (over === dragged) return;
  const box = over.getBoundingClientRect();
  if (event.clientY < box.top + box.height / 2) over.before(dragged);
  else over.after(dragged);
});

list.addEventListener("drop", (event) => event.preventDefault());

list.addEventListener("dragend", () => {
  if (!dragged) return;
  dragged.classList.remove("is-dragged");
  moved(dragged);
  dragged = null;
});

/** Say where a step is now, and store the order; two moves in a row are stored one after the other. */
function moved(step) {
  const all = steps();
  for (const [place, one] of all.entries()) {
    one.querySelector("[value=up]").disabled = place === 0;
    one.querySelector("[value=down]").disabled = place === all.length - 1;
  }
  const words = list.dataset.moved.replace("%s", step.dataset.name).replace("%n", all.indexOf(step) + 1);
  storing = storing.then(() => store(words), () => store(words));
}

async function store(words) {
  const body = new URLSearchParams(steps().map((one) => ["step", one.dataset.step]));
  body.set("csrfmiddlewaretoken", list.dataset.token);
  const answer = await fetch(list.dataset.agenda, { method: "POST", body }).catch(() => null);
  const isStored = Boolean(answer?.ok);
  told.textContent = isStored ? words : list.dataset.failed;
  told.classList.toggle("visually-hidden", isStored);
}

for (const step of steps()) {
  step.draggable = true;
  step.classList.add("is-draggable");
}
