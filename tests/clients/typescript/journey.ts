/** A person's way through the API by the client of @hey-api/openapi-ts: `journey.js API_URL MAILBOX_URL EXPIRED_TOKEN`. */

import { deepEqual, equal } from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { client } from "./client/client.gen.js";
import * as api from "./client/index.js";

const password = "Correct-Horse-9";
const [baseUrl = "", mailboxUrl = "", expired = ""] = process.argv.slice(2);
const email = `journey-${randomUUID()}@example.org`;
let token: string | undefined;
client.setConfig({ baseUrl, auth: () => token });

await arrive();
token = data(await api.logIn({ body: { email, password } })).access_token;
const me = data(await api.getMe());

const headers = { "Idempotency-Key": randomUUID() };
const written = await api.createDwipp({ body: { text: "Water is just wet air." }, headers });
const dwipp = data(written);
const path = { dwipp_id: dwipp.id };
equal(written.response?.headers.get("Location"), `/api/v1/dwipps/${dwipp.id}`);
const edit = { path, headers: { "If-Match": written.response?.headers.get("ETag") ?? "" } };
equal(data(await api.updateDwipp({ ...edit, body: { text: "Air is dry water." } })).version, 2);
equal(problem((await api.updateDwipp({ ...edit, body: { text: "No." } })).error).code, "dwipp_changed");

equal(data(await api.upvoteDwipp({ path })).upvotes, 1);
equal(data(await api.favoriteDwipp({ path })).viewer.favorited, true);
deepEqual(data(await api.listMyFavorites()).items.map(({ id }) => id), [dwipp.id]);

data(await api.createDwipp({ body: { text: "Rain is late snow." } }));
const list = { path: { user_id: me.user_id }, query: { limit: 1 } };
const cursor = data(await api.listUserDwipps(list)).next_cursor ?? "";
const second = data(await api.listUserDwipps({ ...list, query: { limit: 1, cursor } }));
deepEqual(second.items.map(({ id }) => id), [dwipp.id]);

const invalid = problem((await api.createDwipp({ body: { text: "\u200b" } })).error);
equal(invalid.errors?.[0]?.location, "body.text");

equal((await api.deleteDwipp({ path })).response?.status, 204);
equal(problem((await api.getDwipp({ path })).error).code, "not_found");

const good = token;
for (token of [expired, "garbage"]) {
  const { error } = await api.getMe();
  deepEqual(error, { message: "Unauthorized" });
}
token = good;
equal((await api.deleteMe()).response?.status, 204);
equal(problem((await api.logIn({ body: { email, password } })).error).code, "invalid_credentials");
console.log("ok");

/** Makes an account: the mailed code confirms it, and chooses password and name. */
async function arrive(): Promise<void> {
  data(await api.register({ body: { email } }));
  const mails = (await (await fetch(mailboxUrl)).json()) as { to: string; code: string }[];
  const code = mails.find(({ to }) => to === email)?.code ?? "";
  const { response } = await api.confirmAccount({ body: { email, code, password, display_name: "Grace" } });
  equal(response?.status, 204);
}

function data<Data>(answer: { data?: Data; error?: unknown }): Data {
  if (answer.data === undefined) throw new Error(JSON.stringify(answer.error));
  return answer.data;
}

function problem(refusal: api.Refusal | undefined): api.Problem {
  if (refusal && "code" in refusal) return refusal;
  throw new Error(`${JSON.stringify(refusal)} is no problem`);
}
