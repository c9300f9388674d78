// Says in plain words that a passkey was refused; without this the page would stand still.
document.addEventListener("allauth.error", (event) => {
  const note = document.querySelector("[data-passkey-problem]");
  if (!note) return;
  event.preventDefault();
  note.hidden = false;
});
