/*
 * The survey builder with JavaScript: drag or step questions without leaving the page, grow lists of choices,
 * show only the answers of the question that routes. Everything here has a plain form behind it.
 */

const announcer = document.querySelector("[data-announce]");

/** Say something politely; an equal text is said again. */
function announce(words) {
  if (!announcer) return;
  announcer.textContent = "";
  window.setTimeout(() => { announcer.textContent = words; }, 50);
}

/* -- Dragging ---------------------------------------------------------------------------------------------------- */

/** Let items be dragged by their grip between the lists inside `root`; call `dropped(item)` when one has moved. */
function makeDraggable(root, { item: itemSelector, list: listSelector, dropped }) {
  let held = null;
  let before = null;
  let startY = 0;

  const lists = () => (root.matches(listSelector) ? [root] : [...root.querySelectorAll(listSelector)]);

  /** The list under the pointer, or the nearest one above or below it. */
  function listAt(y) {
    const away = (box) => Math.max(box.top - y, y - box.bottom, 0);
    return lists().sort((a, b) => away(a.getBoundingClientRect()) - away(b.getBoundingClientRect()))[0];
  }

  function follow(y) {
    const list = listAt(y);
    const next = [...list.children].find((other) => {
      if (other === held || !other.matches(itemSelector)) return false;
      const box = other.getBoundingClientRect();
      return y < box.top + box.height / 2;
    });
    if (next !== held.nextElementSibling || held.parentElement !== list) list.insertBefore(held, next ?? null);
  }

  function scrollNearEdges(y) {
    if (y < 90) window.scrollBy(0, -12);
    else if (y > window.innerHeight - 60) window.scrollBy(0, 12);
  }

  function let_go(cancelled) {
    if (!held) return;
    const item = held;
    held = null;
    item.classList.remove("is-dragged");
    document.documentElement.classList.remove("is-dragging");
    if (cancelled) before.list.insertBefore(item, before.next);
    else if (item.parentElement !== before.list || item.nextElementSibling !== before.next) dropped(item);
  }

  root.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button !== 0) return;
    event.preventDefault();
    held = grip.closest(itemSelector);
    before = { list: held.parentElement, next: held.nextElementSibling };
    startY = event.clientY;
    grip.setPointerCapture(event.pointerId);
  });
  root.addEventListener("pointermove", (event) => {
    if (!held || (Math.abs(event.clientY - startY) < 4 && !held.classList.contains("is-dragged"))) return;
    held.classList.add("is-dragged");
    document.documentElement.classList.add("is-dragging");
    follow(event.clientY);
    scrollNearEdges(event.clientY);
  });
  root.addEventListener("pointerup", () => let_go(false));
  root.addEventListener("pointercancel", () => let_go(true));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") let_go(true); });
}

/* -- The list of questions --------------------------------------------------------------------------------------- */

/** The whole order as the server reads it: "3:12,14;4:13" is section 3 with questions 12 and 14, then section 4. */
function orderOf(root) {
  return [...root.querySelectorAll("[data-section]")]
    .map((section) => {
      const questions = [...section.querySelectorAll("[data-question]")].map((line) => line.dataset.question);
      return `${section.dataset.section}:${questions.join(",")}`;
    })
    .join(";");
}

/** Put a question one step up or down, across the edge of its section if need be. Return whether it could move. */
function step(root, line, direction) {
  const lines = [...root.querySelectorAll("[data-question]")];
  const list = line.parentElement;
  const sibling = direction === "up" ? line.previousElementSibling : line.nextElementSibling;
  if (sibling) {
    list.insertBefore(line, direction === "up" ? sibling : sibling.nextElementSibling);
    return true;
  }
  const lists = [...root.querySelectorAll("[data-items]")];
  const other = lists[lists.indexOf(list) + (direction === "up" ? -1 : 1)];
  if (!other || !lines.length) return false;
  other.insertBefore(line, direction === "up" ? null : other.firstElementChild);
  return true;
}

async function saveOrder(root, line, focusOn) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", root.querySelector("[name=csrfmiddlewaretoken]").value);
  data.set("order", orderOf(root));
  data.set("revision", root.dataset.revision);
  data.set("moved", line.dataset.question);
  root.setAttribute("aria-busy", "true");
  try {
    const reply = await fetch(root.dataset.orderUrl, { method: "POST", body: data, headers: { "X-Requested-With": "XMLHttpRequest" } });
    const { html, message, revision } = await reply.json();
    root.innerHTML = html;
    root.dataset.revision = revision;
    const now = root.querySelector(`[data-question="${line.dataset.question}"]`);
    now?.classList.add("is-moved");
    if (focusOn) now?.querySelector(`[data-move="${focusOn}"]`)?.focus();
    tell(root, message, !reply.ok);
  } catch {
    tell(root, root.dataset.lost, true);
  } finally {
    root.removeAttribute("aria-busy");
  }
}

/** Announce what happened; a refusal is also shown above the list. */
function tell(root, message, isRefusal) {
  document.querySelector("[data-refusal]")?.remove();
  if (isRefusal) {
    const note = document.createElement("div");
    note.className = "builder-banner builder-banner--stop";
    note.dataset.refusal = "";
    const words = document.createElement("p");
    words.textContent = message;
    note.append(words);
    root.before(note);
    note.scrollIntoView({ block: "nearest" });
  }
  announce(message);
}

function startReorder(root) {
  root.classList.add("has-reorder");
  makeDraggable(root, { item: "[data-question]", list: "[data-items]", dropped: (line) => saveOrder(root, line) });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-question] [data-move]");
    if (!button) return;
    event.preventDefault();
    if (root.hasAttribute("aria-busy")) return;
    const line = button.closest("[data-question]");
    if (step(root, line, button.dataset.move)) saveOrder(root, line, button.dataset.move);
    else announce(root.dataset.edge);
  });
}

/* -- Lists of choices in a question's form ------------------------------------------------------------------------ */

function startChoices(editor) {
  const list = editor.querySelector("[data-rows]");
  const total = editor.querySelector('[name$="-TOTAL_FORMS"]');
  const template = editor.querySelector("template[data-row]");
  const rows = () => [...list.children];

  function renumber() {
    rows().forEach((row, place) => { row.querySelector('[name$="-place"]').value = place; });
  }
  const textOf = (row) => row.querySelector('[name$="-text"]')?.value || editor.dataset.blank;
  const say = (words, row) => announce(words.replace("%text%", textOf(row)).replace("%place%", rows().indexOf(row) + 1).replace("%count%", rows().length));

  function add(after) {
    const holder = document.createElement("ul");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.firstElementChild;
    total.value = Number(total.value) + 1;
    list.insertBefore(row, after?.nextElementSibling ?? null);
    // Scripts that arrive as text do not run: the picture chooser's own is made anew.
    row.querySelectorAll("script").forEach((script) => {
      const fresh = document.createElement("script");
      fresh.textContent = script.textContent;
      script.replaceWith(fresh);
    });
    renumber();
    row.querySelector('[name$="-text"]').focus();
  }

  function toggle(row) {
    const gone = row.querySelector('[name$="-is_gone"]');
    const isNew = !row.querySelector('[name$="-id"]').value;
    const neighbour = row.nextElementSibling ?? row.previousElementSibling;
    if (isNew) {
      row.remove();
      renumber();
      (neighbour?.querySelector('[name$="-text"]') ?? editor.querySelector("[data-add]")).focus();
      announce(editor.dataset.removed);
      return;
    }
    gone.value = gone.value ? "" : "on";
    row.classList.toggle("is-retired", Boolean(gone.value));
    const button = row.querySelector("[data-toggle]");
    button.querySelector("[data-words]").textContent = gone.value ? button.dataset.back : button.dataset.off;
    announce(gone.value ? editor.dataset.removed : editor.dataset.restored);
  }

  function move(row, direction) {
    const sibling = direction === "up" ? row.previousElementSibling : row.nextElementSibling;
    if (!sibling) return;
    list.insertBefore(row, direction === "up" ? sibling : sibling.nextElementSibling);
    renumber();
    row.querySelector(`[data-row-move="${direction}"]`).focus();
    say(editor.dataset.moved, row);
  }

  editor.classList.add("has-reorder");
  makeDraggable(list, { item: "[data-choice]", list: "[data-rows]", dropped: (row) => { renumber(); say(editor.dataset.moved, row); } });
  editor.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=do]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-choice]");
    if (button.matches("[data-add]")) add(rows().at(-1));
    else if (button.matches("[data-toggle]")) toggle(row);
    else move(row, button.dataset.rowMove);
    editor.dispatchEvent(new Event("change", { bubbles: true }));
  });
  // Enter in a choice goes on to the next one, as in any list one writes.
  editor.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches('[name$="-text"]')) return;
    event.preventDefault();
    const row = event.target.closest("[data-choice]");
    const next = row.nextElementSibling?.querySelector('[name$="-text"]');
    if (next) next.focus();
    else if (event.target.value.trim()) add(row);
  });
}

/* -- Routing ------------------------------------------------------------------------------------------------------ */

/** With script the question that routes is chosen first, then only its answers are shown. */
function startRouting(area) {
  const select = area.querySelector("[data-route-question]");
  const groups = [...area.querySelectorAll("[data-route-group]")];
  const holder = area.querySelector("[data-route-pick]");
  holder.hidden = false;
  const chosen = groups.find((group) => group.querySelector(":checked"));
  select.value = chosen?.dataset.routeGroup ?? "";
  const show = () => groups.forEach((group) => {
    group.hidden = group.dataset.routeGroup !== select.value;
    if (group.hidden) group.querySelectorAll(":checked").forEach((box) => { box.checked = false; });
  });
  select.addEventListener("change", show);
  // What was wrongly ticked under two questions stays in sight until it is put right.
  if (groups.filter((group) => group.querySelector(":checked")).length < 2) show();
}

/* -- Writing ------------------------------------------------------------------------------------------------------ */

function startGrowing(area) {
  const grow = () => { area.style.height = "auto"; area.style.height = `${area.scrollHeight + 2}px`; };
  area.addEventListener("input", grow);
  grow();
}

document.querySelectorAll("[data-reorder]").forEach(startReorder);
document.querySelectorAll("[data-choices]").forEach(startChoices);
document.querySelectorAll("[data-routing]").forEach(startRouting);
document.querySelectorAll(".builder textarea").forEach(startGrowing);
document.querySelector("[data-problems]")?.focus();
