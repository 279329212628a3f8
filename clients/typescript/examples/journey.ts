/**
 * Uses the API from registering to deleting the account, on a running platform.
 *
 * `node dist/examples/journey.js [API_URL MAILBOX_API_URL]`: without URLs it uses those of `make run` in this tree.
 */

import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";

import { createSession, dataOf, type DwipperClient, type DwipperSession, pages, type Schemas } from "../src/index.js";
import { expectEqual, step } from "./steps.js";

const OUTPUTS = new URL("../../../../.local/outputs.json", import.meta.url);
const EMAIL = `journey-${randomUUID()}@example.org`;
const LOGIN = { email: EMAIL, password: "Correct-Horse-9" };

interface Mail {
  to: string;
  code: string;
}

async function main(apiUrl?: string, mailboxUrl?: string): Promise<void> {
  const platform = apiUrl && mailboxUrl ? { apiUrl, mailboxUrl } : await published();
  const session = createSession({ baseUrl: platform.apiUrl });

  await arrive(session.api, platform.mailboxUrl);
  await step("log in", () => dataOf(session.logIn(LOGIN)));
  const dwipp = await write(session.api);
  await react(session.api, dwipp.id);
  await leave(session, dwipp.id);
}

async function arrive(api: DwipperClient, mailboxUrl: string): Promise<void> {
  await step("a stranger is refused", async () => {
    const { error } = await api.GET("/api/v1/me");
    expectEqual(error?.code, "unauthorized", error?.detail);
  });
  await step("register", () => dataOf(api.POST("/api/v1/accounts", { body: { email: EMAIL } })));
  const code = await step("take the code from the mailbox", () => mailedCode(mailboxUrl));
  const body = { ...LOGIN, code, display_name: "Grace" };
  await step("confirm", () => dataOf(api.POST("/api/v1/accounts/confirm", { body })));
}

/** Gives the Dwipp as it was written, before its edit. */
async function write(api: DwipperClient): Promise<Schemas["Dwipp"]> {
  const header = { "Idempotency-Key": randomUUID() };
  const body = { text: "Water is just wet air." };
  const dwipp = await step("write a Dwipp", () => dataOf(api.POST("/api/v1/dwipps", { params: { header }, body })));
  await step("write it again by the same key: it is there once", async () => {
    const again = await dataOf(api.POST("/api/v1/dwipps", { params: { header }, body }));
    expectEqual(again.id, dwipp.id);
  });
  await step("see it in the feed, page by page", async () => {
    let seen = 0;
    for await (const { data } of feed(api)) seen += data?.items.filter(({ id }) => id === dwipp.id).length ?? 0;
    expectEqual(seen, 1);
  });
  const params = { path: { dwipp_id: dwipp.id }, header: { "If-Match": `"${dwipp.version}"` } };
  await step("edit it as it was read", async () => {
    const text = "Air is just dry water.";
    const edited = await dataOf(api.PATCH("/api/v1/dwipps/{dwipp_id}", { params, body: { text } }));
    expectEqual(edited.text, text);
  });
  await step("edit it as it is no more: that is refused", async () => {
    const { error } = await api.PATCH("/api/v1/dwipps/{dwipp_id}", { params, body });
    expectEqual(error?.status, 412);
  });
  return dwipp;
}

const feed = (api: DwipperClient) =>
  pages((from) => api.GET("/api/v1/dwipps", { params: { query: { limit: 100, ...from } } }));

async function react(api: DwipperClient, dwippId: string): Promise<void> {
  const params = { path: { dwipp_id: dwippId } };
  await step("upvote it", async () => {
    const { upvotes } = await dataOf(api.PUT("/api/v1/dwipps/{dwipp_id}/upvote", { params }));
    expectEqual(upvotes, 1);
  });
  await step("toggle the upvote", async () => {
    const { upvotes } = await dataOf(api.POST("/api/v1/dwipps/{dwipp_id}/upvote", { params }));
    expectEqual(upvotes, 0);
  });
  await step("favorite it", async () => {
    const { viewer } = await dataOf(api.PUT("/api/v1/dwipps/{dwipp_id}/favorite", { params }));
    expectEqual(viewer.favorited, true);
  });
  await step("list my favorites", async () => {
    const { items } = await dataOf(api.GET("/api/v1/me/favorites"));
    expectEqual(items.map(({ id }) => id).join(), dwippId);
  });
  await step("list who favorited it", async () => {
    const { items } = await dataOf(api.GET("/api/v1/dwipps/{dwipp_id}/favorites", { params }));
    expectEqual(items.map(({ display_name }) => display_name).join(), "Grace");
  });
}

async function leave({ api, logIn }: DwipperSession, dwippId: string): Promise<void> {
  const params = { path: { dwipp_id: dwippId } };
  await step("delete it", () => dataOf(api.DELETE("/api/v1/dwipps/{dwipp_id}", { params })));
  await step("look for it: it is gone", async () => {
    const { error } = await api.GET("/api/v1/dwipps/{dwipp_id}", { params });
    expectEqual(error?.code, "not_found");
  });
  await step("delete my account", () => dataOf(api.DELETE("/api/v1/me")));
  await step("log in again: there is nobody", async () => {
    const { error } = await logIn(LOGIN);
    expectEqual(error?.code, "invalid_credentials");
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

main(...process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
