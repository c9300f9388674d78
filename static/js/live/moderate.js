// The queue renews itself while nobody is busy in it.

import { Line, morph } from "./line.js";

const page = document.querySelector("[data-moderate]");
const queue = page.querySelector("[data-queue]");
const line = new Line(page.dataset.socket);
let seen = "";

line.addEventListener("stranger", () => location.reload());

line.addEventListener("frame", async ({ detail: frame }) => {
  const now = `${frame.revision}:${frame.html}`;
  if (now === seen || isBusy()) return;
  seen = now;
  const reply = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!reply.ok || isBusy()) return;
  const fresh = new DOMParser().parseFromString(await reply.text(), "text/html").querySelector("[data-queue]");
  if (fresh) morph(queue, fresh.innerHTML);
});

/** Whether something is being written or ticked here. */
function isBusy() {
  return [...queue.querySelectorAll("textarea, input[type=text]")].some((field) => field.value !== field.defaultValue)
    || queue.querySelector("input:checked, details[open]") !== null;
}
