/** A lasting login of a page, in one or more tabs. */

import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, test } from "node:test";
import { setImmediate } from "node:timers/promises";

import { type BrowserSession, createBrowserSession, dataOf, type Marks } from "../src/index.js";
import { type Asked, json, testServer } from "./server.js";

const LOGIN = { email: "ada@example.org", password: "Shower-thoughts-1" };
const COOKIE = "__Host-dwipper";
const QUARTER = 900;

const server = testServer();
let cookies: Map<string, string>; // of the browser
let kept: Map<string, string>; // its localStorage
let made: number; // access tokens so far
let valid: Set<string>; // those that work
let lifetime: number; // seconds
let refreshStatus: number;
let onHeaders = () => undefined as void; // of the answer to `me`

beforeEach(() => {
  [cookies, kept] = [new Map(), new Map()];
  [made, valid, lifetime, refreshStatus] = [0, new Set(), QUARTER, 200];
  server.respond = api;
  setLocks(oneAtATime());
});
afterEach(() => setLocks(undefined));

/** An API with one person, whose cookie changes with each refresh. */
function api({ line, headers, body }: Asked, response: ServerResponse): void {
  const session = () => {
    valid.add(`Bearer access-${++made}`);
    response.setHeader("Set-Cookie", `${COOKIE}=refresh-${made}; Path=/; Secure; HttpOnly; SameSite=Strict`);
    json(response, { access_token: `access-${made}`, expires_in: lifetime, token_type: "Bearer" });
  };
  const clear = () => response.setHeader("Set-Cookie", `${COOKIE}=; Max-Age=0`);
  if (line.includes("/browser/")) {
    if (headers["dwipper-client"] !== "browser") return json(response, problem(403, "not_a_browser"), 403);
    if (line === "POST /api/v1/browser/sessions") {
      return body === JSON.stringify(LOGIN) ? session() : json(response, problem(401, "invalid_credentials"), 401);
    }
    if (line === "DELETE /api/v1/browser/sessions") {
      if (refreshStatus === 503) return json(response, problem(503, "unavailable"), 503);
      clear();
      return void response.writeHead(204).end();
    }
    if (refreshStatus === 503) return json(response, problem(503, "unavailable"), 503);
    if (headers.cookie?.startsWith(`${COOKIE}=`) && refreshStatus === 200) return session();
    clear();
    return json(response, problem(401, "invalid_refresh_token"), 401);
  }
  if (!valid.has(headers.authorization ?? "")) {
    return void response.writeHead(401, { "Content-Type": "application/json" }).end('{"message":"Unauthorized"}');
  }
  if (line === "DELETE /api/v1/sessions") return void response.writeHead(204).end();
  return json(response, { line, body });
}

/** Sends and stores cookies as a browser does. */
async function browser(request: Request): Promise<Response> {
  for (const [name, value] of cookies) request.headers.append("Cookie", `${name}=${value}`);
  const response = await fetch(request);
  if (request.url.endsWith("/me")) onHeaders();
  for (const line of response.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value) cookies.set(name, value);
    else cookies.delete(name);
  }
  return response;
}

const marks: Marks = {
  getItem: (name) => kept.get(name) ?? null,
  setItem: (name, value) => void kept.set(name, value),
  removeItem: (name) => void kept.delete(name),
};

/** `navigator.locks`, which Node 20 lacks. */
function oneAtATime(): Pick<LockManager, "request"> {
  let last: Promise<unknown> = Promise.resolve();
  const request = (_name: string, task: () => Promise<unknown>) => {
    last = last.then(task, task);
    return last;
  };
  return { request } as Pick<LockManager, "request">;
}

function setLocks(locks: Pick<LockManager, "request"> | undefined): void {
  Object.defineProperty(globalThis, "navigator", { value: locks && { locks }, configurable: true });
}

const problem = (status: number, code: string) => ({ type: "", title: "", detail: "", status, code });
const tab = () => createBrowserSession({ baseUrl: server.baseUrl, fetch: browser, marks });
const count = (line: string) => server.asked.filter((asked) => asked.line === line).length;
const refreshes = () => count("POST /api/v1/browser/sessions/refresh");
const me = (session: BrowserSession) => session.api.GET("/api/v1/me");

async function loggedIn(): Promise<BrowserSession> {
  const session = tab();
  await dataOf(session.logIn(LOGIN));
  return session;
}

/** Returns a second tab, when the first one has got its newer token. */
async function secondTab(first: BrowserSession): Promise<BrowserSession> {
  const second = tab();
  await second.resume();
  const newest = `Bearer access-${made}`;
  while (server.asked.at(-1)?.headers.authorization !== newest) await dataOf(me(first));
  return second;
}

/** Waits until a session has this state: another tab's message comes later. */
async function becomes(session: BrowserSession, state: string): Promise<void> {
  while (session.state !== state) await setImmediate();
}

/** Holds back what is asked for by this line. Returns the function that answers it. */
function heldBack(line: string): () => void {
  let answer = () => undefined as void;
  server.respond = (asked, response) => {
    if (asked.line === line) answer = () => api(asked, response);
    else api(asked, response);
  };
  return () => answer();
}

/** Invalidates the access token without the client's knowledge. */
const expire = () => valid.clear();

test("a first visitor is logged out without a request", async () => {
  const page = tab();
  assert.equal(page.state, "unknown");
  assert.equal(await page.resume(), undefined);
  assert.deepEqual([page.state, server.asked.length], ["logged out", 0]);
});

test("a login keeps no token where scripts could find it after the page has ended", async () => {
  const ada = await loggedIn();
  await dataOf(me(ada));
  assert.equal(ada.state, "logged in");
  assert.ok(![...kept.values()].join().match(/access|refresh/));
});

test("a reloaded page continues the login, and its calls wait for that", async () => {
  await loggedIn();
  const reloaded = tab();
  await dataOf(me(reloaded));
  assert.deepEqual([reloaded.state, refreshes()], ["logged in", 1]);
});

test("a wrong password leaves everything as it was", async () => {
  const ada = await loggedIn();
  const { error } = await ada.logIn({ ...LOGIN, password: "wrong" });
  assert.deepEqual([error?.code, ada.state, (await me(ada)).error], ["invalid_credentials", "logged in", undefined]);
});

for (const [name, locks] of [
  ["with locks", oneAtATime()],
  ["without locks", undefined],
] as const) {
  test(`${name} an expired token is refreshed once for all waiting calls`, async () => {
    setLocks(locks);
    lifetime = 1;
    const ada = await loggedIn();
    lifetime = QUARTER;
    await Promise.all([1, 2, 3].map(() => dataOf(me(ada))));
    assert.equal(refreshes(), 1);
  });
}

test("a newer token of the same login is no change of the state", async () => {
  const ada = await loggedIn();
  const states: string[] = [];
  ada.subscribe((state) => states.push(state));
  expire();
  await dataOf(me(ada));
  assert.deepEqual([states, refreshes()], [[], 1]);
});

test("a listener that has ended its subscription is not called", async () => {
  const ada = tab();
  const states: string[] = [];
  ada.subscribe((state) => states.push(state))();
  await ada.logIn(LOGIN);
  assert.deepEqual(states, []);
});

test("a call whose token is rejected and cannot be refreshed fails for that reason", async () => {
  const ada = await loggedIn();
  expire();
  refreshStatus = 503;
  assert.equal((await me(ada)).error?.code, "unavailable");
});

test("a rejected call is repeated once, with its body", async () => {
  const ada = await loggedIn();
  expire();
  const { data } = await ada.api.POST("/api/v1/dwipps", { body: { text: "Wet." } });
  assert.deepEqual([(data as unknown as { body: string }).body, refreshes()], ['{"text":"Wet."}', 1]);
});

test("two tabs whose tokens are rejected refresh once", async () => {
  const one = await loggedIn();
  const two = await secondTab(one);
  const before = refreshes();
  expire();
  await Promise.all([dataOf(me(one)), dataOf(me(two))]);
  assert.equal(refreshes() - before, 1);
});

test("without locks two tabs still get their answers", async () => {
  setLocks(undefined);
  const one = await loggedIn();
  const two = tab();
  await two.resume();
  assert.ok((await me(one)).data && (await me(two)).data);
});

test("a browser that refuses locks gets its answers", async () => {
  setLocks({ request: () => Promise.reject(new DOMException("Access to the Locks API is denied.", "SecurityError")) });
  assert.ok((await me(await loggedIn())).data);
});

test("a log-out ends the login in every tab, and removes the cookie", async () => {
  const one = await loggedIn();
  const two = await secondTab(one);
  const states: string[] = [];
  two.subscribe((state) => states.push(state));
  await one.logOut();
  await becomes(two, "logged out");
  assert.deepEqual([one.state, states, cookies.size, kept.size], ["logged out", ["logged out"], 0, 0]);
});

test("a failed log-out is reported, and the person stays logged in", async () => {
  const ada = await loggedIn();
  refreshStatus = 503;
  const { error } = await ada.logOut();
  assert.deepEqual([error?.code, ada.state, cookies.size], ["unavailable", "logged in", 1]);
});

test("a log-out everywhere ends all sessions and removes the cookie", async () => {
  const ada = await loggedIn();
  await ada.logOutEverywhere();
  assert.deepEqual([count("DELETE /api/v1/sessions"), count("DELETE /api/v1/browser/sessions")], [1, 1]);
  assert.deepEqual([ada.state, cookies.size], ["logged out", 0]);
});

test("a log-out everywhere that fails is reported, and the person stays logged in", async () => {
  const ada = await loggedIn();
  server.respond = (asked, response) =>
    asked.line === "DELETE /api/v1/sessions" ? json(response, problem(503, "unavailable"), 503) : api(asked, response);
  const { error } = await ada.logOutEverywhere();
  assert.deepEqual([error?.code, ada.state, cookies.size], ["unavailable", "logged in", 1]);
});

test("a log-out everywhere of a login that has ended is no failure", async () => {
  const ada = await loggedIn();
  refreshStatus = 401;
  expire();
  assert.equal((await ada.logOutEverywhere()).error, undefined);
});

test("the page learns that a login has ended, and its calls have no token", async () => {
  const ada = await loggedIn();
  refreshStatus = 401;
  expire();
  const { error } = await me(ada);
  assert.deepEqual([error?.status, ada.state, kept.size, cookies.size], [401, "logged out", 0, 0]);
});

test("without an answer it stays unknown whether somebody is logged in", async () => {
  await loggedIn();
  refreshStatus = 503;
  const reloaded = tab();
  assert.equal((await reloaded.resume())?.code, "unavailable");
  assert.equal((await me(reloaded)).error?.code, "unavailable");
  assert.equal(reloaded.state, "unknown");
  refreshStatus = 200;
  assert.ok((await me(reloaded)).data);
});

test("another person's login is reported as a log-out and a login, and no call is repeated as that person", async () => {
  const ada = await loggedIn();
  const states: string[] = [];
  ada.subscribe((state) => states.push(state));
  expire();
  kept.set("dwipper", "another login");
  const { error } = await ada.api.POST("/api/v1/dwipps", { body: { text: "Wet." } });
  assert.deepEqual([error?.status, states, count("POST /api/v1/dwipps")], [401, ["logged out", "logged in"], 1]);
});

test("a call that waits for a newer token is not sent as another person", async () => {
  lifetime = 1;
  const ada = await loggedIn();
  kept.set("dwipper", "another login");
  const { error } = await ada.api.POST("/api/v1/dwipps", { body: { text: "Wet." } });
  assert.deepEqual([error?.code, count("POST /api/v1/dwipps")], ["unauthorized", 0]);
});

test("what is answered after its login has ended does not reach the page", async () => {
  const ada = await loggedIn();
  const answer = heldBack("GET /api/v1/me");
  for (const end of [() => ada.logOut(), () => ada.logIn(LOGIN)]) {
    if (ada.state === "logged out") await dataOf(ada.logIn(LOGIN));
    const asked = count("GET /api/v1/me");
    const late = me(ada);
    while (count("GET /api/v1/me") === asked) await setImmediate();
    await end();
    answer();
    assert.equal((await late).error?.code, "unauthorized");
  }
});

test("what has begun to arrive when its login ends does not reach the page", async () => {
  const ada = await loggedIn();
  let finish = () => undefined as void;
  server.respond = (asked, response) => {
    if (asked.line !== "GET /api/v1/me") return api(asked, response);
    response.writeHead(200, { "Content-Type": "application/json" }).write('{"email":');
    finish = () => void response.end('"ada@example.org"}');
  };
  let hasBegun = () => undefined as void;
  const begun = new Promise<void>((resolve) => (hasBegun = resolve));
  onHeaders = hasBegun;
  const late = me(ada);
  await begun;
  await ada.logIn(LOGIN);
  finish();
  assert.equal((await late).error?.code, "unauthorized");
});

test("a log-out that waits for another login leaves that one", async () => {
  const one = await loggedIn();
  const two = await secondTab(one);
  await Promise.all([two.logIn(LOGIN), one.logOut()]);
  assert.deepEqual([one.state, two.state, cookies.size], ["logged in", "logged in", 1]);
});

test("a log-out everywhere that is answered after another login leaves that one", async () => {
  const one = await loggedIn();
  const answer = heldBack("DELETE /api/v1/sessions");
  const out = one.logOutEverywhere();
  while (!count("DELETE /api/v1/sessions")) await setImmediate();
  await one.logIn(LOGIN);
  answer();
  await out;
  assert.deepEqual([one.state, cookies.size], ["logged in", 1]);
});
