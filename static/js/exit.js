// Leaving: the page is hidden before the other has come, and Back does not lead to it. Without script the link works.
const way = document.querySelector("[data-exit]");
const says = way.parentElement.querySelector("[data-more]");
let presses = 0, alone, timer;

const say = (text = "") => { says.textContent = text; };
const stop = () => { clearTimeout(timer); presses = 0; say(); };
const leave = () => {
  document.documentElement.hidden = true;
  location.replace(way.href);
};

way.addEventListener("click", (event) => { event.preventDefault(); leave(); });

// Shift three times, each within five seconds. As a part of a capital letter it does not count.
addEventListener("keydown", ({ key }) => {
  alone = key === "Shift";
  if (!alone) stop();
});
addEventListener("keyup", ({ key }) => {
  if (key !== "Shift" || !alone) return;
  clearTimeout(timer);
  if (++presses > 2) return leave();
  say(presses > 1 ? says.dataset.once : says.dataset.more);
  timer = setTimeout(stop, 5000);
});
