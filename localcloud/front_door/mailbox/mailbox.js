const list = document.querySelector("#mails");
const none = document.querySelector("#none");
const template = document.querySelector("#mail");
let shown = "";

function article(mail) {
  const node = template.content.cloneNode(true);
  const button = node.querySelector("button");
  node.querySelector("output").textContent = mail.code;
  button.setAttribute("aria-label", `Copy the code ${mail.code}`);
  button.addEventListener("click", () => copy(mail.code, button));
  node.querySelector("h2").textContent = mail.to; // all mails have one subject, as in Cognito without a trigger of its own
  node.querySelector(".meta").textContent = `${mail.subject} · ${new Date(mail.sent_at).toLocaleString()}`;
  node.querySelector(".body").textContent = mail.body;
  return node;
}

async function copy(code, button) {
  await navigator.clipboard.writeText(code);
  button.textContent = "Copied";
  button.setAttribute("aria-label", `Copied the code ${code}`);
}

async function refresh() {
  const text = await (await fetch("/mailbox/messages")).text();
  if (text === shown) return;
  shown = text;
  const mails = JSON.parse(text);
  none.hidden = mails.length > 0;
  list.replaceChildren(...mails.map(article));
}

refresh().catch(() => {});
setInterval(() => refresh().catch(() => {}), 2000);
