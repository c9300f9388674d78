// Makes questions quicker to answer. Everything here can be left out: the server asks and checks the same.

const inputs = (root, selector) => [...root.querySelectorAll(selector)];

/** A choice that excludes the others unticks them, and is unticked by them. */
function keepExclusive(group) {
  group.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox" || !target.checked) return;
    for (const box of inputs(group, 'input[type="checkbox"]')) {
      if (box !== target && ("exclusive" in target.dataset || "exclusive" in box.dataset)) box.checked = false;
    }
    group.dispatchEvent(new Event("settled"));
  });
}

/** The field beside 'other' shows, and is sent, only while 'other' is chosen. */
function showOther(group, choice) {
  const field = group.querySelector(`#${CSS.escape(choice.dataset.other)}`);
  const box = field.closest(".opt-other");
  const update = () => {
    const shown = choice.checked || field.getAttribute("aria-invalid") === "true";
    box.hidden = !shown;
    field.disabled = !shown;
  };
  for (const event of ["change", "settled"]) group.addEventListener(event, update);
  update();
}

/** A question that depends on another one of the page shows only while it is asked. */
function showIfChosen(block) {
  const wanted = new Set(block.dataset.showIf.split(" "));
  const form = block.closest("form") ?? document;
  const condition = block.querySelector(".question__condition");
  const update = () => {
    const chosen = inputs(form, ".opts input:checked").filter((input) => !input.closest("[data-show-if][hidden]"));
    block.hidden = !chosen.some((input) => wanted.has(input.value) && !input.closest(".opts--row"));
    if (condition) condition.hidden = true;
  };
  form.addEventListener("change", update);
  update();
}

/** How many characters are left: seen at once, said after a pause. */
function countCharacters(area) {
  const most = Number(area.dataset.most);
  const seen = document.createElement("p");
  const said = document.createElement("p");
  seen.className = "hint";
  seen.setAttribute("aria-hidden", "true");
  said.className = "visually-hidden";
  said.setAttribute("aria-live", "polite");
  area.after(seen, said);
  let pause;
  const update = () => {
    const left = most - [...area.value.trim()].length;
    const label = left < 0 ? area.dataset.over : area.dataset.left;
    seen.textContent = `${label} ${Math.abs(left).toLocaleString(document.documentElement.lang || "en-GB")}`;
    seen.classList.toggle("error", left < 0);
    clearTimeout(pause);
    pause = setTimeout(() => {
      said.textContent = seen.textContent;
    }, 1000);
  };
  area.addEventListener("input", update);
  update();
}

/** Buttons that move an answer up or down; the selects stay, and keep each position once. */
class Ranking {
  constructor(list) {
    this.list = list;
    this.items = [...list.children];
    this.items.forEach((item) => this.equip(item));
    this.said = document.createElement("p");
    this.said.className = "visually-hidden";
    this.said.setAttribute("aria-live", "polite");
    list.after(this.said);
    this.places = new Map(this.items.map((item) => [item, this.place(item)]));
    this.arrange();
  }

  equip(item) {
    const name = item.querySelector("label span").textContent;
    for (const [sign, words, step] of [["↑", this.list.dataset.up, -1], ["↓", this.list.dataset.down, 1]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", `${words}: ${name}`);
      button.addEventListener("click", () => this.move(item, step, button));
      item.append(button);
    }
    item.querySelector("select").addEventListener("change", (event) => this.settle(item, event.target));
  }

  select(item) {
    return item.querySelector("select");
  }

  place(item) {
    return Number(this.select(item).value) || 0;
  }

  ranked() {
    return this.items.filter((item) => this.place(item)).sort((a, b) => this.place(a) - this.place(b));
  }

  /** Whoever held the chosen position takes the one that was left. */
  settle(item, select) {
    const holder = this.items.find((other) => other !== item && this.place(other) === this.place(item));
    if (holder && select.value) this.select(holder).value = this.places.get(item) || "";
    this.arrange(select, item);
  }

  move(item, step, button) {
    const order = this.ranked();
    const last = this.select(item).options.length - 1;
    const at = order.indexOf(item);
    if (at < 0 && order.length < last) order.push(item);
    else if (at >= 0 && order[at + step]) [order[at], order[at + step]] = [order[at + step], order[at]];
    order.forEach((one, place) => {
      this.select(one).value = String(place + 1);
    });
    this.arrange(button, item);
  }

  arrange(focused, moved) {
    const order = this.ranked();
    for (const item of [...order, ...this.items.filter((one) => !this.place(one))]) this.list.append(item);
    for (const item of this.items) {
      item.classList.toggle("is-ranked", this.place(item) > 0);
      this.places.set(item, this.place(item));
    }
    if (!focused) return;
    focused.focus();
    const name = moved.querySelector("label span").textContent;
    this.said.textContent = `${name}, ${this.list.dataset.moved} ${this.place(moved) || "–"}`;
  }
}

function start() {
  for (const group of document.querySelectorAll(".question .opts")) {
    keepExclusive(group);
    inputs(group, "[data-other]").forEach((choice) => showOther(group, choice));
  }
  document.querySelectorAll("[data-show-if]").forEach(showIfChosen);
  document.querySelectorAll("textarea[data-most]").forEach(countCharacters);
  document.querySelectorAll("[data-ranking]").forEach((list) => new Ranking(list));
}

start();
// In a hall the next question comes without the page being loaded again.
document.addEventListener("stage", start);
