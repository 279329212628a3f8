const list = document.querySelector("#mails");
const template = document.querySelector("#mail");
const nothingYet = list.innerHTML;
let shown = "";

function article(mail) {
  const node = template.content.cloneNode(true);
  node.querySelector(".code").textContent = mail.code;
  node.querySelector("h2").textContent = mail.subject;
  node.querySelector(".meta").textContent = `to ${mail.to} · ${new Date(mail.sent_at).toLocaleString()}`;
  node.querySelector(".body").textContent = mail.body;
  return node;
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
