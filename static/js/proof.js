// A small sum that a worker does while one reads, so that machines find it dear to send thousands of answers. Without
// it the answer is taken all the same (core/proof.py).

const form = document.querySelector("form[data-challenge]");
const field = form?.querySelector("[data-proof]");
if (field && window.Worker) {
  const worker = new Worker(form.dataset.worker);
  worker.addEventListener("message", ({ data: number }) => {
    field.value = number;
    form.dataset.solved = "";
    worker.terminate();
  });
  worker.addEventListener("error", () => worker.terminate());
  worker.postMessage(form.dataset.challenge);
}
