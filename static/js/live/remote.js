// The remote: shows where the event stands, sends commands without leaving the page.

import { follow } from "./line.js";

const remote = document.querySelector("[data-remote]");
const stage = remote.querySelector("[data-stage]");
const told = remote.querySelector("[data-told]");
const token = remote.querySelector("[name=csrfmiddlewaretoken]").value;

follow(remote);

remote.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-command]");
  if (!form) return;
  event.preventDefault();
  try {
    const reply = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form, event.submitter)),
      headers: { Accept: "application/json", "X-CSRFToken": token },
      signal: AbortSignal.timeout(8000),
    });
    const { words } = await reply.json();
    say(words ?? "");
  } catch {
    say(remote.dataset.failed);
  }
});

function say(text) {
  told.textContent = text;
  told.classList.toggle("is-problem", text !== "");
}

const KEYS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "back", PageUp: "back", o: "open", c: "close", r: "show", h: "hide", b: "blank" };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  // Letters work while the focus is among the buttons, so that neither speech nor a stray key presses anything.
  if (event.key.length === 1 && !event.target.closest(".remote__buttons")) return;
  const wanted = KEYS[event.key];
  const button = wanted && [...stage.querySelectorAll(".remote__buttons button")].find(
    (one) => one.value === wanted || (wanted === "next" && one.value === "start") || (wanted === "blank" && one.value === "light"),
  );
  if (!button) return;
  event.preventDefault();
  button.click();
});
