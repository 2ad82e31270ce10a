// Passkeys: hands the server's question to the browser and posts its answer with the form that it belongs to. Without
// this script the forms of passkeys are not shown, and a code does the same.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));

/** The question of the server, with bytes where the browser wants bytes. */
function question(json) {
  const asked = JSON.parse(json);
  return {
    ...asked,
    challenge: bytes(asked.challenge),
    ...(asked.user && { user: { ...asked.user, id: bytes(asked.user.id) } }),
    ...(asked.allowCredentials && { allowCredentials: known(asked.allowCredentials) }),
    ...(asked.excludeCredentials && { excludeCredentials: known(asked.excludeCredentials) }),
  };
}

/** The browser's answer as JSON. */
function answer({ id, rawId, type, response }) {
  const said = { clientDataJSON: text(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) said[part] = text(response[part]);
  }
  return JSON.stringify({ id, rawId: text(rawId), type, response: said, extensions: {} });
}

async function ask(form) {
  const publicKey = question(form.dataset.options);
  const made = form.dataset.passkey === "create"
    ? await navigator.credentials.create({ publicKey })
    : await navigator.credentials.get({ publicKey });
  form.elements.credential.value = answer(made);
  form.submit();
}

if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkey-only]")) part.hidden = false;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const said = form.querySelector("[data-passkey-said]");
      said.textContent = "";
      // Declined, no passkey at hand, or too slow: the browser does not tell which.
      ask(form).catch(() => (said.textContent = "That did not work. Try again, or use a code."));
    });
  }
}
