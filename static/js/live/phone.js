// The phone in the hall: shows the stage, keeps an answer until the site says that it is stored.
// Without this file the page works with its forms and a link to look again.

import { Clock, Line, isOlder, morph, shown } from "./line.js";

const room = document.querySelector("[data-room]");
const stage = room.querySelector("[data-stage]");
const told = room.querySelector("[data-told]");
const net = room.querySelector("[data-net]");
const news = room.querySelector("[data-news]");
const words = room.dataset;
const clock = new Clock(words.left);
const seat = Number(stage.dataset.seat);
const device = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const RESEND = 4000;
const LONGEST = 3000;

const supported = new Set(words.supported.split(" "));

let sequence = 0;
let revision = shown(stage);
/** What is kept on this phone belongs to one voter and one person; what others left here is thrown away. */
const own = `${words.socket}:${words.voter}`;
forgetOthers();
/** The vote that is not confirmed yet: kept across reloads. */
const slot = `vote:${own}:${seat}`;
let pending = remembered(slot);
takeOver();

room.querySelector(".room__again").hidden = true;

const line = new Line(words.socket, words.state);
line.addEventListener("stranger", () => location.reload());
line.addEventListener("up", () => { net.textContent = ""; send(); });
line.addEventListener("down", () => { net.textContent = pending ? words.kept : words.lost; });
line.addEventListener("large", () => { forget(); say(words.large); });
line.addEventListener("frame", ({ detail: frame }) => {
  if (frame.type === "state") show(frame);
  if (frame.type === "received") received(frame);
  if (frame.type === "refused") refused(frame);
});

function show(frame) {
  if (isOlder(frame.revision, revision)) return;
  revision = frame.revision;
  net.textContent = frame.slow;
  if (frame.key !== stage.dataset.key) {
    // The same question, still open: what is half written stays.
    const isNewRound = frame.round !== Number(stage.querySelector("[data-vote-form]")?.dataset.round ?? -1);
    // The receipt stays until the next question, so that it can be written down when the result is there.
    if (roundOf(frame.key) !== roundOf(stage.dataset.key)) room.querySelector(".room__code")?.remove();
    stage.dataset.key = frame.key;
    if (frame.state !== "open" || isNewRound) renew(frame);
  } else if (frame.state !== "open" && frame.state !== "talk") {
    morph(stage, frame.html);
  } else if (frame.state === "talk") {
    // What one is writing stays; the others' questions are renewed.
    const fresh = new DOMParser().parseFromString(frame.html, "text/html").querySelector("[data-talk]");
    markSupported(fresh);
    morph(stage.querySelector("[data-talk]"), fresh.innerHTML);
  }
  clock.set(frame.closes_in);
}

function roundOf(key) {
  return key.split(".")[2];
}

/** Put something else on the stage, say so, and keep the focus of whoever goes by keyboard in it. */
function renew(frame) {
  const hadFocus = stage.contains(document.activeElement);
  stage.innerHTML = frame.html;
  markSupported(stage);
  if (!pending) say("");
  const said = stage.querySelectorAll("h2, .question__text, .figure__title, h2 + p, .figure__finding");
  news.textContent = [...said].slice(0, 2).map((part) => part.textContent.trim()).join(" ");
  if (hadFocus) stage.focus();
  prepare();
  document.dispatchEvent(new Event("stage"));
}

/** Frames are the same for all: which questions this voter supports came with the page. */
function markSupported(part) {
  part.querySelectorAll("[data-question]").forEach((one) => {
    const isMine = supported.has(one.dataset.question);
    one.querySelector("[data-support]")?.toggleAttribute("hidden", isMine);
    one.querySelector("[data-supported]")?.toggleAttribute("hidden", !isMine);
  });
}

/** Give a form back what was being written when the page was left. */
function prepare() {
  const form = stage.querySelector("[data-vote-form]");
  stage.querySelectorAll("textarea, input[type=text]").forEach((field) => {
    const key = draftOf(form, field);
    const kept = read(key);
    if (kept && !field.value) field.value = kept;
    field.addEventListener("input", () => write(key, field.value));
  });
}

function draftOf(form, field) {
  return `draft:${own}:${seat}:${form?.dataset.round ?? "talk"}:${field.name}`;
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-vote-form]");
  if (!form) return forgetDraft(event.target);
  event.preventDefault();
  const answer = answerOf(form);
  if (!Object.keys(answer).length) return say(words.empty);
  sequence += 1;
  pending = {
    type: "vote",
    round: Number(form.dataset.round),
    id: `${device}.${sequence}`,
    answer,
    seat,
    isLong: JSON.stringify(answer).length > LONGEST,
    changes: "changes" in form.dataset,
  };
  write(slot, JSON.stringify(pending));
  say(words.sending);
  send();
});

/** What stands in the form, by the ending of each field's name. */
function answerOf(form) {
  const name = form.dataset.name;
  const answer = {};
  for (const [field, value] of new FormData(form)) {
    if (!field.startsWith(name) || field.endsWith("_version") || value === "") continue;
    (answer[field.slice(name.length)] ??= []).push(value);
  }
  return answer;
}

/** Send what is not confirmed, under the same name each time: a repeat is counted once. */
async function send() {
  window.clearTimeout(send.timer);
  if (!pending) return;
  send.timer = window.setTimeout(send, RESEND * (0.75 + Math.random() / 2));
  const { type, round, id, answer } = pending;
  const frame = { type, round, id, answer, seat };
  if (!pending.isLong && line.send(frame)) return;
  try {
    const reply = await fetch(words.vote, {
      method: "POST",
      body: JSON.stringify(frame),
      headers: { "Content-Type": "application/json" },
      signal: AbortSignal.timeout(RESEND),
    });
    line.read(await reply.text());
  } catch {
    say(words.kept);
  }
}

function received(frame) {
  if (!pending || frame.id !== pending.id) return;
  const { changes, round } = pending;
  forget();
  const form = stage.querySelector(`[data-vote-form][data-round="${round}"]`);
  form?.querySelectorAll("textarea, input[type=text]").forEach((field) => erase(draftOf(form, field)));
  if (form) form.querySelector(".room__send").textContent = form.dataset.again;
  say(changes ? words.received : words.final);
  room.querySelector(".room__code")?.remove();
  if (frame.code) {
    const line_ = document.createElement("p");
    line_.className = "room__code";
    const code = document.createElement("strong");
    code.textContent = frame.code;
    line_.append(`${words.code} `, code);
    told.after(line_);
  }
}

function refused(frame) {
  if (!pending || frame.id !== pending.id) return;
  say(frame.words);
  if (frame.why === "try_again" || frame.why === "slow_down") return;
  forget();
  // The site says what to do: it shows the way to join anew instead of this page.
  if (frame.why === "no_voter") location.reload();
}

function forget() {
  pending = null;
  erase(slot);
}

function forgetDraft(form) {
  form.querySelectorAll?.("textarea[data-keeps]").forEach((field) => erase(draftOf(null, field)));
}

function say(text) {
  if (told.textContent !== text) told.textContent = text;
}

// A phone that stores nothing works too; it only forgets on a reload.
function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch { /* full or forbidden */ }
}

function erase(key) {
  try {
    localStorage.removeItem(key);
  } catch { /* forbidden */ }
}

function forgetOthers() {
  try {
    Object.keys(localStorage).filter((key) => /^(vote|draft):/.test(key) && !key.includes(`:${own}:`)).forEach(erase);
  } catch { /* forbidden */ }
}

/** What was half written before this phone had to join anew, in this tab: see again.js. */
function takeOver() {
  const mark = `kept:${words.socket}:`;
  try {
    Object.keys(sessionStorage).filter((key) => key.startsWith(mark)).forEach((key) => {
      write(`draft:${own}:${key.slice(mark.length)}`, sessionStorage.getItem(key));
      sessionStorage.removeItem(key);
    });
  } catch { /* forbidden */ }
}

function remembered(key) {
  try {
    return JSON.parse(read(key));
  } catch {
    return null;
  }
}

prepare();
