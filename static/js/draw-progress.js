// Says how far a search for panels is, every few seconds, and shows the screen anew once it is over. Without it the
// officer follows the link 'Look again'.

const PERIOD = 3000;
const words = document.querySelector("[data-state]");

async function look() {
  try {
    const answer = await fetch(words.dataset.state, { headers: { Accept: "application/json" } });
    const state = await answer.json();
    if (!state.is_searching) return location.reload();
    if (words.textContent !== state.words) words.textContent = state.words;
  } catch {
    // The server may be starting again: ask once more.
  }
  return setTimeout(look, PERIOD);
}

if (words) setTimeout(look, PERIOD);
