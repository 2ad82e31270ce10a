// "Exit this page" with a press of Shift, three times: for whoever has no time to find the button. The page is
// blank at once, before the answer of the server.
const form = document.getElementById("exit");
let presses = 0;
let since = 0;

function blank() {
  document.documentElement.hidden = true;
  document.title = "";
}

form?.addEventListener("submit", blank);

addEventListener("keydown", (event) => {
  if (event.key !== "Shift") {
    presses = 0;
    return;
  }
  if (event.repeat) return;
  const now = Date.now();
  presses = now - since < 5000 ? presses + 1 : 1;
  since = now;
  if (presses === 3) {
    blank();
    form?.requestSubmit();
  }
});

// Back from the other site: nothing may be seen again.
addEventListener("pageshow", (event) => {
  if (event.persisted && document.documentElement.hidden) location.replace("/");
});
