const list = document.querySelector("#mails");
const template = document.querySelector("#mail");
const nothingYet = list.innerHTML;
let shown = "";

function article(mail) {
  const node = template.content.cloneNode(true);
  node.querySelector("output").textContent = mail.code;
  node.querySelector("button").addEventListener("click", ({ target }) => copy(mail.code, target));
  node.querySelector("h2").textContent = mail.to; // all mails have one subject, as in Cognito without a trigger of its own
  node.querySelector(".meta").textContent = `${mail.subject} · ${new Date(mail.sent_at).toLocaleString()}`;
  node.querySelector(".body").textContent = mail.body;
  return node;
}

async function copy(code, button) {
  await navigator.clipboard.writeText(code);
  button.textContent = "Copied";
}

async function refresh() {
  const text = await (await fetch("/mailbox/messages")).text();
  if (text === shown) return;
  shown = text;
  const mails = JSON.parse(text);
  if (mails.length) list.replaceChildren(...mails.map(article));
  else list.innerHTML = nothingYet;
}

refresh();
setInterval(() => refresh().catch(() => {}), 2000);
