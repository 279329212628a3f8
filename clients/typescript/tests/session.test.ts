/** A lasting login. */

import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { beforeEach, test } from "node:test";

import { createSession, dataOf, inMemory, inStorage, type Tokens, type TokenStore } from "../src/index.js";
import { type Asked, json, testServer } from "./server.js";

const LOGIN = { email: "ada@example.org", password: "Shower-thoughts-1" };
const BELA: Tokens = { access_token: "bela", refresh_token: "r", expires_at: Infinity, logged_in_at: -1 };
const HOUR = 3600;

const server = testServer();
let store: TokenStore;
let made: number; // access tokens so far; only the newest is valid
let lifetime: number; // seconds
let refreshStatus: number;

beforeEach(() => {
  store = inMemory();
  [made, lifetime, refreshStatus] = [0, HOUR, 200];
  server.respond = api;
});

/** An API with one person, whose refresh token does not change. */
function api({ line, headers, body }: Asked, response: ServerResponse): void {
  const session = () => ({
    access_token: `access-${++made}`,
    id_token: "id",
    refresh_token: "refresh",
    expires_in: lifetime,
    token_type: "Bearer",
  });
  if (line === "POST /api/v1/sessions") {
    if (body === JSON.stringify(LOGIN)) return json(response, session());
    return json(response, problem(401, "invalid_credentials"), 401);
  }
  if (line === "POST /api/v1/sessions/refresh") {
    if (refreshStatus === 200) return json(response, session());
    return json(response, problem(refreshStatus, "refused"), refreshStatus);
  }
  if (headers.authorization !== `Bearer access-${made}`) {
    response.writeHead(401, { "Content-Type": "application/json" }).end('{"message":"Unauthorized"}');
    return undefined;
  }
  if (line === "DELETE /api/v1/sessions") return void response.writeHead(204).end();
  return json(response, { line, body });
}

const problem = (status: number, code: string) => ({ type: "", title: "", detail: "", status, code });
const session = () => createSession({ baseUrl: server.baseUrl, store });
const count = (line: string) => server.asked.filter((asked) => asked.line === line).length;
const refreshes = () => count("POST /api/v1/sessions/refresh");

async function loggedIn() {
  const ada = session();
  await dataOf(ada.logIn(LOGIN));
  return ada;
}

/** Invalidates the access token without the client's knowledge. */
const expire = () => void made++;

test("later calls send the login, and the next session keeps it", async () => {
  const ada = await loggedIn();
  await dataOf(ada.api.GET("/api/v1/me"));
  await dataOf(session().api.GET("/api/v1/me"));
  assert.deepEqual([count("POST /api/v1/sessions"), refreshes()], [1, 0]);
});

test("a wrong password is a problem, is sent once, and keeps the existing login", async () => {
  const ada = await loggedIn();
  const { error } = await ada.logIn({ ...LOGIN, password: "wrong" });
  const again = await ada.api.POST("/api/v1/sessions", { body: { ...LOGIN, password: "wrong" } });
  assert.deepEqual([error?.code, again.error?.code], ["invalid_credentials", "invalid_credentials"]);
  assert.deepEqual([count("POST /api/v1/sessions"), refreshes()], [3, 0]);
  assert.ok((await ada.api.GET("/api/v1/me")).data);
});

test("an expired token is refreshed before a call", async () => {
  lifetime = 1;
  const ada = await loggedIn();
  lifetime = HOUR;
  await dataOf(ada.api.GET("/api/v1/me"));
  await dataOf(ada.api.GET("/api/v1/me"));
  assert.deepEqual([count("GET /api/v1/me"), refreshes()], [2, 1]);
});

test("a rejected token is refreshed, and the call is repeated with its body", async () => {
  const ada = await loggedIn();
  expire();
  const { data } = await ada.api.PATCH("/api/v1/me", { body: { display_name: "Countess" } });
  assert.deepEqual(data as unknown, { line: "PATCH /api/v1/me", body: '{"display_name":"Countess"}' });
  assert.deepEqual([count("PATCH /api/v1/me"), refreshes()], [2, 1]);
});

test("concurrent calls share one refresh", async () => {
  const ada = await loggedIn();
  expire();
  const answers = await Promise.all(Array.from({ length: 20 }, () => ada.api.GET("/api/v1/me")));
  assert.deepEqual([answers.filter(({ data }) => data).length, refreshes()], [20, 1]);
});

test("a token that another page has refreshed is taken from the store", async () => {
  const [here, there] = [await loggedIn(), session()];
  expire();
  await dataOf(there.api.GET("/api/v1/me"));
  await dataOf(here.api.GET("/api/v1/me"));
  assert.equal(refreshes(), 1);
});

for (const [name, status] of [
  ["an expired", 401],
  ["a malformed", 422],
] as const) {
  test(`${name} refresh token ends the login: the call fails, later calls are anonymous`, async () => {
    const ada = await loggedIn();
    expire();
    refreshStatus = status;
    assert.equal((await ada.api.GET("/api/v1/me")).error?.code, "unauthorized");
    assert.equal(await store.load(), undefined);
    await ada.api.GET("/api/v1/me");
    assert.deepEqual([server.asked.at(-1)?.headers.authorization, refreshes()], [undefined, 1]);
  });
}

test("a refresh that fails for another reason is a problem, and the login stays", async () => {
  const ada = await loggedIn();
  expire();
  refreshStatus = 503;
  assert.equal((await ada.api.GET("/api/v1/me")).error?.status, 503);
  refreshStatus = 200;
  assert.ok((await ada.api.GET("/api/v1/me")).data);
});

test("a refresh before a call that fails for another reason is a problem, and the call is not sent", async () => {
  lifetime = 1;
  const ada = await loggedIn();
  refreshStatus = 503;
  assert.equal((await ada.api.GET("/api/v1/me")).error?.status, 503);
  assert.equal(count("GET /api/v1/me"), 0);
});

test("a refresh without a network is a problem, and the login stays", async () => {
  const ada = createSession({
    baseUrl: server.baseUrl,
    store,
    fetch: (request) => (request.url.endsWith("/refresh") ? Promise.reject(new TypeError("offline")) : fetch(request)),
  });
  await dataOf(ada.logIn(LOGIN));
  expire();
  const { error } = await ada.api.GET("/api/v1/me");
  assert.deepEqual([error?.status, error?.code], [0, "no_answer"]);
  assert.ok(await store.load());
});

test("a call that is rejected with a new token too is not sent a third time", async () => {
  const ada = await loggedIn();
  server.respond = (asked, response) =>
    asked.line.endsWith("/refresh") ? api(asked, response) : json(response, problem(401, "unauthorized"), 401);
  assert.equal((await ada.api.GET("/api/v1/me")).error?.code, "unauthorized");
  assert.deepEqual([count("GET /api/v1/me"), refreshes()], [2, 1]);
});

test("a log-out ends the login in the client and the API", async () => {
  const ada = await loggedIn();
  assert.equal((await ada.logOut()).error, undefined);
  assert.equal(count("DELETE /api/v1/sessions"), 1);
  await ada.api.GET("/api/v1/me");
  assert.equal(server.asked.at(-1)?.headers.authorization, undefined);
});

test("a log-out that fails is a problem, and ends the login in the client", async () => {
  const ada = await loggedIn();
  server.respond = (_, response) => json(response, problem(503, "unavailable"), 503);
  assert.equal((await ada.logOut()).error?.code, "unavailable");
  assert.equal(await store.load(), undefined);
});

test("a refresh that ends after a log-out does not restore the login", async () => {
  const ada = await loggedIn();
  expire();
  server.respond = (asked, response) => {
    if (asked.line.endsWith("/refresh")) void store.clear();
    api(asked, response);
  };
  assert.equal((await ada.api.GET("/api/v1/me")).error?.code, "unauthorized");
  assert.equal(await store.load(), undefined);
});

test("a refresh that is refused after another login leaves that one", async () => {
  const ada = await loggedIn();
  expire();
  refreshStatus = 401;
  server.respond = (asked, response) => {
    if (asked.line.endsWith("/refresh")) void store.save(BELA);
    api(asked, response);
  };
  await ada.api.GET("/api/v1/me");
  assert.deepEqual(await store.load(), BELA);
});

test("a call of one person is never repeated as another", async () => {
  const ada = await loggedIn();
  expire();
  server.respond = (asked, response) => {
    void store.save(BELA);
    api(asked, response);
  };
  assert.equal((await ada.api.DELETE("/api/v1/me")).error?.code, "unauthorized");
  assert.deepEqual([count("DELETE /api/v1/me"), await store.load()], [1, BELA]);
});

test("a login can be stored in a browser's storage, and other content is ignored", async () => {
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  store = inStorage(storage);
  const ada = await loggedIn();
  assert.ok((await session().api.GET("/api/v1/me")).data);
  await ada.logOut();
  assert.equal(items.size, 0);
  for (const foreign of ["{", "null", "7", '"x"', "{}", '{"access_token": "a"}']) {
    items.set("dwipper", foreign);
    assert.equal(await store.load(), undefined);
  }
});
