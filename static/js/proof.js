// A small sum that a worker does while one reads, so that machines find it dear to send thousands of answers. Without
// it the answer is taken all the same (core/proof.py). Who leaves a page early goes on with the sum on the next.

const KEPT = "proof";
const form = document.querySelector("form[data-challenge]");
const field = form?.querySelector("[data-proof]");
const place = location.pathname.split("/")[2];

/** Return what another page of the same answer began, if it did. */
function begun() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT));
    return kept?.place === place ? kept : null;
  } catch {
    return null;
  }
}

function keep(sum) {
  try {
    if (sum) sessionStorage.setItem(KEPT, JSON.stringify({ ...sum, place }));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // No storage: every page begins anew.
  }
}

if (field && window.Worker) {
  const { challenge, number: from } = begun() ?? { challenge: form.dataset.challenge, number: 0 };
  const worker = new Worker(form.dataset.worker);
  keep({ challenge, number: from });
  worker.addEventListener("message", ({ data: { number, isDone } }) => {
    keep(isDone ? null : { challenge, number });
    if (!isDone) return;
    form.elements.challenge.value = challenge;
    field.value = number;
    worker.terminate();
  });
  worker.addEventListener("error", () => worker.terminate());
  worker.postMessage({ challenge, from });
}
