// The page that tells a phone to join anew: what was half written goes along in this tab, under whichever voter comes next.

const socket = document.querySelector("[data-again]").dataset.again;
const mark = `draft:${socket}:`;

try {
  Object.keys(localStorage).filter((key) => key.startsWith(mark)).forEach((key) => {
    const [, ...rest] = key.slice(mark.length).split(":");
    sessionStorage.setItem(`kept:${socket}:${rest.join(":")}`, localStorage.getItem(key));
    localStorage.removeItem(key);
  });
} catch { /* a phone that stores nothing has nothing to keep */ }
