/** The client against a server that answers as it is told to. */

import assert from "node:assert/strict";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, beforeEach, test } from "node:test";

import { createDwipperClient, dataOf, type Problem, ProblemError } from "../src/index.js";

const ME = { user_id: "1", email: "ada@example.org", display_name: "Ada" };
const PROBLEM: Problem = {
  type: "urn:dwipper:problem:wrong_password",
  title: "Wrong password",
  status: 403,
  detail: "The current password is not this one.",
  code: "wrong_password",
};

let server: Server;
let baseUrl: string;
let answer: { status: number; type: string; body: string };
let asked: IncomingHttpHeaders;

before(async () => {
  server = createServer((request, response) => {
    asked = request.headers;
    response.writeHead(answer.status, { "Content-Type": answer.type, "Retry-After": "3" }).end(answer.body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(() => server.close());

beforeEach(() => {
  answer = { status: 200, type: "application/json", body: JSON.stringify(ME) };
});

const me = (accessToken?: string | (() => string | Promise<string>)) =>
  createDwipperClient({ baseUrl, accessToken }).GET("/api/v1/me");

test("a token is sent as a bearer, given as a value or by a function", async () => {
  for (const token of ["abc", () => "abc", () => Promise.resolve("abc")]) {
    await me(token);
    assert.equal(asked.authorization, "Bearer abc");
  }
});

test("without a token there is no such header", async () => {
  await me();
  assert.equal(asked.authorization, undefined);
});

test("success is data", async () => {
  assert.deepEqual(await dataOf(me()), ME);
});

test("an empty success is no problem", async () => {
  answer = { status: 204, type: "application/json", body: "" };
  const { error } = await createDwipperClient({ baseUrl }).DELETE("/api/v1/sessions");
  assert.equal(error, undefined);
});

test("a problem is an error as the app tells it", async () => {
  answer = { status: 403, type: "application/problem+json", body: JSON.stringify(PROBLEM) };
  assert.deepEqual((await me()).error, PROBLEM);
});

test("a problem is thrown where data is asked for", async () => {
  answer = { status: 403, type: "application/problem+json", body: JSON.stringify(PROBLEM) };
  await assert.rejects(dataOf(me()), (error: unknown) => {
    assert(error instanceof ProblemError);
    assert.deepEqual(error.problem, PROBLEM);
    return true;
  });
});

test("the gateway's own refusal becomes a problem, and keeps its headers", async () => {
  answer = { status: 429, type: "application/json", body: '{"message":"Too Many Requests"}' };
  const { error, response } = await me();
  assert.equal(error?.status, 429);
  assert.equal(error.code, "too_many_requests");
  assert.match(error.detail, /Too Many Requests/);
  assert.equal(response.headers.get("Retry-After"), "3");
});

test("a refusal without a body is a problem too", async () => {
  answer = { status: 502, type: "text/html", body: "" };
  assert.equal((await me()).error?.code, "http_502");
});
