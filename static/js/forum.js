// Keeps what one writes as a draft while one types. Nothing here is needed: the button beside it does the same.

const WAIT = 3000;
const PATIENCE = 10000;

/** Send the words of a form, never its files, to its own address as a draft; two never overtake each other. */
class DraftKeeper {
  constructor(form) {
    this.form = form;
    this.told = form.querySelector("[data-kept]");
    this.running = Promise.resolve();
    form.addEventListener("input", (event) => event.target.type !== "file" && this.soon());
    form.addEventListener("submit", (event) => this.submitted(event));
  }

  /** Let a draft that is under way arrive first, or it would come back once the post is sent. */
  submitted(event) {
    window.clearTimeout(this.timer);
    this.isLeaving = true;
    if (!this.isKeeping) return;
    event.preventDefault();
    this.running.then(() => window.setTimeout(() => this.form.requestSubmit(event.submitter)));
  }

  soon() {
    window.clearTimeout(this.timer);
    this.told.textContent = "";
    this.timer = window.setTimeout(() => { this.running = this.running.then(() => this.keep()); }, WAIT);
  }

  words() {
    const words = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && name !== "alt" && !name.startsWith("gone_")) words.append(name, value);
    }
    words.set("action", "draft");
    return words;
  }

  async keep() {
    if (this.isLeaving) return;
    this.isKeeping = true;
    try {
      const reply = await fetch(window.location.pathname + window.location.search, {
        method: "POST",
        body: this.words(),
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(PATIENCE),
      });
      this.told.textContent = (await reply.json()).message;
    } catch {
      this.told.textContent = this.form.dataset.keeps;
    }
    this.isKeeping = false;
  }
}

document.querySelectorAll("form[data-keeps]").forEach((form) => new DraftKeeper(form));
