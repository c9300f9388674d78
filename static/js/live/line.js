// The line between a page and the room: a socket that comes back by itself, and a plain look where none gets through.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15000;
const PATIENCE = 6000;
const LOOK = 4000;
const TOO_LARGE = 1009;
const STRANGER = 4001;
const NONSENSE = 4002;

/** The revision of the stage that came with the page. */
export function shown(stage) {
  return stage.dataset.revision.split(" ").map(Number);
}

/** Whether revision a is older than b: the first number that differs says. */
export function isOlder(a, b) {
  const place = a.findIndex((number, index) => number !== b[index]);
  return place >= 0 && a[place] < b[place];
}

/**
 * Events: "frame" (each frame that is read), "up", "down", "large", and "stranger" where the site knows this page no more:
 * nothing is tried again then.
 * `look` is an address to look at while there is no socket, or nothing.
 */
export class Line extends EventTarget {
  constructor(socketPath, look) {
    super();
    this.path = socketPath;
    this.look = look;
    this.tries = 0;
    this.isUp = false;
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.hurry(); });
    window.addEventListener("online", () => this.hurry());
    window.addEventListener("offline", () => this.socket?.close());
    this.open();
  }

  open() {
    window.clearTimeout(this.timer);
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${this.path}`);
    this.socket = socket;
    const late = window.setTimeout(() => socket.close(), PATIENCE);
    socket.addEventListener("open", () => {
      window.clearTimeout(late);
      this.tries = 0;
      this.isUp = true;
      this.tell("up");
    });
    socket.addEventListener("message", (event) => this.read(event.data));
    socket.addEventListener("close", (event) => {
      window.clearTimeout(late);
      if (this.socket !== socket) return;
      if (event.code === TOO_LARGE) this.tell("large");
      this.isUp = false;
      if (event.code === STRANGER) {
        this.tell("stranger");
        return;
      }
      if (event.code === NONSENSE) this.tries = 5;
      this.tell("down");
      this.again();
    });
  }

  /** Wait a random while, longer each time, so that a hall does not come back all at once. */
  again() {
    const most = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.tries);
    this.tries += 1;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.open(), 200 + Math.random() * most);
    if (this.tries > 2) this.peek();
  }

  hurry() {
    if (this.socket.readyState === WebSocket.OPEN || this.socket.readyState === WebSocket.CONNECTING) return;
    this.tries = 0;
    this.open();
  }

  /** Look over plain HTTP while no socket gets through. */
  async peek() {
    if (!this.look || this.isPeeking) return;
    this.isPeeking = true;
    while (!this.isUp) {
      try {
        const reply = await fetch(this.look, { signal: AbortSignal.timeout(PATIENCE) });
        if (reply.ok) this.read(await reply.text());
      } catch { /* the next look may get through */ }
      await new Promise((resolve) => { window.setTimeout(resolve, LOOK * (0.5 + Math.random())); });
    }
    this.isPeeking = false;
  }

  read(text) {
    let frame;
    try {
      frame = JSON.parse(text);
    } catch {
      return;
    }
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }

  send(frame) {
    if (this.socket.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  tell(what) {
    this.dispatchEvent(new Event(what));
  }
}

/** Bring a part of the page in line with fresh markup, touching only what differs: bars grow, focus stays. */
export function morph(target, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  alignChildren(target, fresh.content);
}

function alignChildren(old, fresh) {
  const wanted = [...fresh.childNodes];
  const there = [...old.childNodes];
  wanted.forEach((node, place) => {
    const known = there[place];
    if (!known) old.append(node);
    else if (!isSame(known, node)) known.replaceWith(node);
    else align(known, node);
  });
  there.slice(wanted.length).forEach((node) => node.remove());
}

function isSame(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && a.id === b.id && a.className === b.className;
}

function align(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  alignChildren(old, fresh);
}

/** Count the seconds down that a frame says are left; no clock of the device is asked what time it is. */
export class Clock {
  constructor(words) {
    this.words = words;
  }

  set(milliseconds) {
    window.clearInterval(this.timer);
    this.end = milliseconds === null ? null : performance.now() + milliseconds;
    this.show();
    if (this.end !== null) this.timer = window.setInterval(() => this.show(), 500);
  }

  show() {
    const face = document.querySelector("[data-clock]");
    if (!face) return;
    face.dataset.plain ??= face.textContent;
    const words = face.dataset.left ?? this.words;
    const left = this.end === null ? null : Math.max(0, Math.ceil((this.end - performance.now()) / 1000));
    const text = left === null ? face.dataset.plain : words.replace("%s", left);
    if (face.textContent !== text) face.textContent = text;
  }
}

/** Keep a page that only looks in step with the stage: the newest frame, how the line is, the seconds that are left. */
export function follow(page) {
  const stage = page.querySelector("[data-stage]");
  const net = page.querySelector("[data-net]");
  const clock = new Clock("");
  let revision = shown(stage);
  const line = new Line(page.dataset.socket);
  line.addEventListener("down", () => { net.textContent = page.dataset.lost; });
  line.addEventListener("stranger", () => location.reload());
  line.addEventListener("up", () => { net.textContent = ""; });
  line.addEventListener("frame", ({ detail: frame }) => {
    if (frame.type !== "state" || isOlder(frame.revision, revision)) return;
    revision = frame.revision;
    net.textContent = frame.slow;
    morph(stage, frame.html);
    clock.set(frame.closes_in);
  });
}
