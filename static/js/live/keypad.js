// The keypad without a page for each press: figures press keys, what is open is looked for every few seconds.
// A press carries the name that its page made, so one that is sent twice is stored once.

const LOOK = 3000;
const TIMEOUT = 8000;
const place = document.querySelector("[data-keypad]");
const { failed, sending } = place.dataset;
let isBusy = false;
let isTyped = false;

place.addEventListener("input", () => { isTyped = true; });

place.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.matches(".keypad__form") && !form.querySelector(".key")) return;
  event.preventDefault();
  if (isBusy) return;
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const which = event.submitter?.value;
  isBusy = true;
  say(sending);
  const isDone = await turn(form.action, { method: "POST", body });
  isBusy = false;
  if (!isDone) {
    say(failed);
    return;
  }
  isTyped = false;
  focusOn(which);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.target.matches("input, textarea, select")) return;
  if (!event.target.closest(".keys")) return; // only while a key of ours has the focus
  const keys = place.querySelectorAll(".key");
  const key = keys[event.key === "0" ? 9 : Number(event.key) - 1];
  if (/^[0-9]$/.test(event.key) && key) key.click();
});

setInterval(() => {
  if (!isBusy && !isTyped && document.visibilityState === "visible") look();
}, LOOK);

/** Look which question is open, and change the page only if it is another. */
async function look() {
  const fresh = await page(location.href, {});
  if (!fresh || isBusy || isTyped || round(fresh) === round(place)) return;
  if (round(fresh) && !fresh.querySelector(".key")) location.reload();
  else place.replaceChildren(...fresh.childNodes);
}

async function turn(address, options) {
  const fresh = await page(address, options);
  if (fresh) place.replaceChildren(...fresh.childNodes);
  return Boolean(fresh);
}

/** Fetch a page and return its keypad; null where there is none, as when the sign-in has run out. */
async function page(address, options) {
  try {
    const answer = await fetch(address, { ...options, signal: AbortSignal.timeout(TIMEOUT) });
    const text = await answer.text();
    return new DOMParser().parseFromString(text, "text/html").querySelector("[data-keypad]");
  } catch {
    return null;
  }
}

function round(where) {
  return where.querySelector("[name=round]")?.value ?? "";
}

function say(words) {
  place.querySelector("[data-told]").textContent = words;
}

function focusOn(value) {
  const trouble = place.querySelector("[data-takes-focus]");
  const key = [...place.querySelectorAll(".key")].find((one) => one.value === value);
  (trouble ?? key ?? place.querySelector(".question :is(input, textarea)"))?.focus();
}
