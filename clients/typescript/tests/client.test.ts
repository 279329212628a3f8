/** Calls: token, data, and every kind of failure. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createDwipperClient, dataOf, type Problem, ProblemError } from "../src/index.js";
import { json, testServer } from "./server.js";

const ME = { user_id: "1", email: "ada@example.org", display_name: "Ada" };
const PROBLEM: Problem = {
  type: "urn:dwipper:problem:wrong_password",
  title: "Wrong password",
  status: 403,
  detail: "The current password is incorrect.",
  code: "wrong_password",
};

const server = testServer();

const client = (accessToken?: string | (() => string | Promise<string>)) =>
  createDwipperClient({ baseUrl: server.baseUrl, accessToken });
const me = (signal?: AbortSignal) => client().GET("/api/v1/me", signal && { signal });

function answering(status: number, type: string, body: string, headers: Record<string, string> = {}): void {
  server.respond = (_, response) => {
    response.writeHead(status, { "Content-Type": type, ...headers }).end(body);
  };
}

test("a token is sent as a bearer, given as a value or by a function", async () => {
  server.respond = (_, response) => json(response, ME);
  for (const token of ["abc", () => "abc", () => Promise.resolve("abc")]) await client(token).GET("/api/v1/me");
  assert.deepEqual(server.asked.map(({ headers }) => headers.authorization), Array(3).fill("Bearer abc"));
});

test("without a token there is no Authorization header", async () => {
  server.respond = (_, response) => json(response, ME);
  await me();
  assert.equal(server.asked[0]?.headers.authorization, undefined);
});

test("a success has data", async () => {
  server.respond = (_, response) => json(response, ME);
  assert.deepEqual(await dataOf(me()), ME);
});

test("an empty success is not a problem", async () => {
  server.respond = (_, response) => response.writeHead(204).end();
  assert.equal((await client().DELETE("/api/v1/sessions")).error, undefined);
});

test("a response that is requested as text may be text", async () => {
  answering(200, "text/html", "<title>Dwipper API</title>");
  const { data } = await client().GET("/api/v1/docs", { parseAs: "text" });
  assert.equal(data, "<title>Dwipper API</title>");
});

test("the app's problem becomes the error", async () => {
  server.respond = (_, response) => json(response, PROBLEM, 403);
  assert.deepEqual((await me()).error, PROBLEM);
});

test("dataOf throws a problem", async () => {
  server.respond = (_, response) => json(response, PROBLEM, 403);
  await assert.rejects(dataOf(me()), (error: unknown) => {
    assert(error instanceof ProblemError);
    assert.deepEqual(error.problem, PROBLEM);
    return true;
  });
});

test("the gateway's own error becomes a problem with its message and headers", async () => {
  answering(429, "application/json", '{"message":"Too Many Requests"}', { "Retry-After": "3" });
  const { error, response } = await me();
  assert.deepEqual([error?.status, error?.code], [429, "too_many_requests"]);
  assert.match(error?.detail ?? "", /: Too Many Requests$/);
  assert.equal(response.headers.get("Retry-After"), "3");
});

const REFUSALS: [string, string, string][] = [
  ["without a body", "text/html", ""],
  ["of a proxy", "text/html", "<h1>Bad Gateway</h1>"],
  ["that only says that it is a problem", "application/problem+json", '{"title": "half'],
  ["that is a problem without a code", "application/problem+json", "{}"],
  ["that is null", "application/json", "null"],
  ["with another server's code", "application/json", '{"code": "E1"}'],
];
for (const [name, type, body] of REFUSALS) {
  test(`an error ${name} becomes a problem`, async () => {
    answering(502, type, body, { "Content-Length": String(body.length) });
    const { error, response } = await me();
    assert.deepEqual([error?.status, error?.code, response.status], [502, "http_502", 502]);
  });
}

for (const [name, body] of [
  ["a page", "<h1>Log in to this network</h1>"],
  ["nothing", ""],
  ["null", "null"],
]) {
  test(`a success that is ${name} instead of an object is a problem`, async () => {
    answering(200, "text/html", body ?? "", { "Content-Length": String(body?.length) });
    const { data, error, response } = await me();
    assert.deepEqual([data, error?.status, error?.code, response.status], [undefined, 0, "not_json", 0]);
  });
}

test("a missing server is a problem with the reason", async () => {
  const { error, response } = await createDwipperClient({ baseUrl: "http://127.0.0.1:1" }).GET("/api/v1/me");
  assert.deepEqual([error?.status, error?.code, response.type], [0, "no_answer", "error"]);
  assert.match(error?.detail ?? "", /ECONNREFUSED|bad port/);
});

test("a connection that breaks during the response is a problem", async () => {
  server.respond = (_, response) => {
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "999" });
    response.write('{"user_id": ', () => response.destroy());
  };
  assert.equal((await me()).error?.code, "no_answer");
});

test("an aborted call is a problem, before and after it is sent", async () => {
  assert.equal((await me(AbortSignal.abort())).error?.code, "aborted");
  const given = new AbortController();
  server.respond = () => given.abort();
  assert.equal((await me(given.signal)).error?.code, "aborted");
});

test("a call that takes too long is a problem", async () => {
  server.respond = () => {};
  assert.equal((await me(AbortSignal.timeout(1))).error?.code, "timed_out");
});
