// The projector: shows the newest frame and comes back by itself.

import { Clock, Line, isOlder, morph, shown } from "./line.js";

const screen = document.querySelector("[data-screen]");
const stage = screen.querySelector("[data-stage]");
const net = screen.querySelector("[data-net]");
const clock = new Clock("");
let revision = shown(stage);

const line = new Line(screen.dataset.socket);
line.addEventListener("down", () => { net.textContent = screen.dataset.lost; });
line.addEventListener("stranger", () => location.reload());
line.addEventListener("up", () => { net.textContent = ""; });
line.addEventListener("frame", ({ detail: frame }) => {
  if (frame.type !== "state" || isOlder(frame.revision, revision)) return;
  revision = frame.revision;
  net.textContent = frame.slow;
  morph(stage, frame.html);
  clock.set(frame.closes_in);
});
