/** Logs in by the documentation, with a wrong password first, and tries an operation that needs the token. */

async function there(selector) {
  for (;;) {
    const found = document.querySelector(selector);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function gone(selector) {
  while (document.querySelector(selector)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** As by the keyboard: React listens to what the browser's own setter does, and renders before the next event. */
async function type(field, text) {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((rendered) => setTimeout(rendered));
}

(await there(".scheme-container .authorize")).click();
const form = await there(".log-in");
const [email, password] = form.querySelectorAll("input");
await type(email, "ada@dwipper.example");
await type(password, "Wrong-thoughts-1");
form.querySelector("button").click();
await there(".log-in [role=alert]");
await type(password, "Shower-thoughts-1");
form.querySelector("button").click();
await gone(".log-in");
(await there(".btn-done")).click();
if (localStorage.length) await fetch("me", { headers: { Authorization: "something is stored" } });
(await there("#operations-me-get_me .opblock-summary-control")).click();
await there("#operations-me-get_me .response"); // until then the operation is loaded
(await there("#operations-me-get_me .execute")).click();
