// The QR code on a card carries its code after the #, where no server log sees it.
const field = document.getElementById("card");
if (field && !field.value && location.hash.length > 1) field.value = decodeURIComponent(location.hash.slice(1));
