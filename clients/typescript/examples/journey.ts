/**
 * A person's way through the API, from registering to leaving, on a platform that runs.
 *
 * `node dist/examples/journey.js [API_URL MAILBOX_API_URL]`: without URLs, those of `make run` in this tree.
 */

import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";

import { createDwipperClient, dataOf, type Schemas } from "../src/index.js";
import { expect, step } from "./steps.js";

const OUTPUTS = new URL("../../../../.local/outputs.json", import.meta.url);
const EMAIL = `journey-${randomUUID()}@example.org`;
const PASSWORD = "Correct-Horse-9";

interface Mail {
  to: string;
  code: string;
}

async function main(apiUrl?: string, mailboxUrl?: string): Promise<void> {
  const platform = apiUrl && mailboxUrl ? { apiUrl, mailboxUrl } : await published();
  let token: string | undefined;
  const api = createDwipperClient({ baseUrl: platform.apiUrl, accessToken: () => token });

  await step("a stranger is refused", async () => {
    const { error } = await api.GET("/api/v1/me");
    expect(error?.code === "unauthorized", `code ${error?.code}`);
  });
  await step("register", () =>
    dataOf(api.POST("/api/v1/accounts", { body: { email: EMAIL, password: PASSWORD, display_name: "Grace" } })),
  );
  const code = await step("take the code from the mailbox", () => mailedCode(platform.mailboxUrl));
  await step("confirm", () => dataOf(api.POST("/api/v1/accounts/confirm", { body: { email: EMAIL, code } })));
  token = await step("log in", async () => {
    const session = await dataOf(api.POST("/api/v1/sessions", { body: { email: EMAIL, password: PASSWORD } }));
    return session.access_token;
  });
  const dwipp = await step("write a Dwipp", () =>
    dataOf(api.POST("/api/v1/dwipps", { body: { text: "Water is just wet air." } })),
  );
  await step("see it in the feed", async () => {
    const feed = await dataOf(api.GET("/api/v1/dwipps", { params: { query: { limit: 100 } } }));
    expect(contains(feed, dwipp), `${dwipp.id} is not among the newest`);
  });
}

async function published(): Promise<{ apiUrl: string; mailboxUrl: string }> {
  const text = await readFile(OUTPUTS, "utf-8").catch(() => {
    throw new Error("no platform runs in this tree: start it with `make run`, or name its URL");
  });
  const outputs = JSON.parse(text) as { api_url: string; mailbox_api_url: string };
  return { apiUrl: outputs.api_url, mailboxUrl: outputs.mailbox_api_url };
}

async function mailedCode(mailboxUrl: string): Promise<string> {
  const mails = (await (await fetch(mailboxUrl)).json()) as Mail[];
  const mail = mails.find(({ to }) => to === EMAIL);
  if (!mail) throw new Error(`no mail to ${EMAIL}`);
  return mail.code;
}

function contains(page: Schemas["DwippPage"], dwipp: Schemas["Dwipp"]): boolean {
  return page.items.some(({ id }) => id === dwipp.id);
}

main(...process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
