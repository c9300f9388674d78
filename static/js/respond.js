// What helps while one answers: saving as one goes, fields that are asked only now and then, copying the link.
// Nothing here is needed: the same pages work without.

const WAIT = 1500;
const RETRY = 10000;
const PATIENCE = 5000;

/** Save a form's answers to its own address while they are typed; two saves never overtake each other. */
class Autosave {
  constructor(form) {
    this.form = form;
    this.told = form.querySelector("[data-saved]");
    this.isDirty = false;
    this.isStopped = false;
    this.running = null;
    form.addEventListener("input", () => this.soon(WAIT));
    form.addEventListener("change", () => this.soon(WAIT));
    form.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("visibilitychange", () => document.hidden && this.isDirty && this.save());
    document.addEventListener("click", (event) => this.clicked(event));
  }

  soon(wait) {
    this.isDirty = true;
    this.say("");
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), wait);
  }

  /** Save once the save before is done. */
  save() {
    window.clearTimeout(this.timer);
    if (this.isStopped || !this.isDirty) return this.running ?? Promise.resolve();
    const mine = (this.running ?? Promise.resolve()).then(() => this.send());
    this.running = mine;
    mine.then(() => { if (this.running === mine) this.running = null; });
    return mine;
  }

  async send() {
    this.isDirty = false;
    try {
      const reply = await fetch(this.form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(this.form)),
        headers: { Accept: "application/json" },
        keepalive: document.hidden,
        signal: AbortSignal.timeout(PATIENCE * 2),
      });
      const { revision, message } = await reply.json();
      if (revision !== undefined) this.form.elements.revision.value = revision;
      this.isStopped = [404, 409, 410].includes(reply.status);
      if (!reply.ok && !this.isStopped) this.soon(RETRY);
      this.say(message);
    } catch {
      this.soon(RETRY);
      this.say(this.told.dataset.failed);
    }
  }

  /** Let a save that is under way end before the page is sent: it carries the revision the save will return. */
  submitted(event) {
    window.clearTimeout(this.timer);
    if (!this.running || this.isLeaving) return;
    event.preventDefault();
    this.isLeaving = true;
    const end = new Promise((resolve) => { window.setTimeout(resolve, PATIENCE); });
    const submit = () => {
      window.clearTimeout(this.timer);
      this.form.requestSubmit(event.submitter);
    };
    // A form that is just being submitted cannot be submitted: only the next task can.
    Promise.race([this.running, end]).then(() => window.setTimeout(submit));
  }

  /** Save before a link of the survey is followed. A second click goes at once. */
  clicked(event) {
    const link = event.target.closest?.("a[data-saves], .steps a");
    if (!link || !this.isDirty || this.isStopped || this.isLeaving || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.isLeaving = true;
    this.save().then(() => {
      if (!this.isDirty) window.location.assign(link.href);
    });
  }

  say(words) {
    if (this.told.textContent !== words) this.told.textContent = words;
  }
}

/** Show a field only while what it depends on is chosen; what is hidden is still sent, and the server drops it. */
function startOnlyIf(part) {
  const form = part.closest("form");
  const wanted = part.dataset.onlyIf.split("|").map((one) => one.split("="));
  const isWanted = ([name, value]) => {
    const control = form.elements[name];
    return value === undefined ? control.checked : control.value === value;
  };
  const show = () => { part.hidden = !wanted.some(isWanted) && !part.querySelector(".has-error"); };
  form.addEventListener("change", show);
  show();
}

/** Copy the text of a field, and say so. */
function startCopy(button) {
  const field = document.getElementById(button.dataset.copy);
  const row = button.closest("[data-copy-row]");
  if (!navigator.clipboard) return;
  row.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    row.querySelector("[data-copy-told]").textContent = button.dataset.copied;
  });
}

/** On a narrow screen the contents are folded away, so that the question comes first. */
function startFolding(details) {
  if (window.matchMedia("(max-width: 52rem)").matches) details.open = false;
}

const form = document.querySelector("form[data-autosave]");
if (form) new Autosave(form);
document.querySelectorAll("[data-only-if]").forEach(startOnlyIf);
document.querySelectorAll("[data-copy]").forEach(startCopy);
document.querySelectorAll("[data-folds]").forEach(startFolding);
document.querySelectorAll("[data-copies]").forEach((field) => field.addEventListener("focus", () => field.select()));

// A second click on 'send' would be harmless; this only spares it.
document.querySelector("form[data-once]")?.addEventListener("submit", (event) => {
  if (event.target.dataset.isSent) event.preventDefault();
  event.target.dataset.isSent = "yes";
});
