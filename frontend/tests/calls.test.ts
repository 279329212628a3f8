import assert from "node:assert/strict";
import { test } from "node:test";

import type { Answer } from "dwipper-client";

import { loginNumber } from "../src/logins.js";
import { retried, shared } from "../src/queries/calls.js";
import { failed, ok, promised } from "./answers.js";

/** Returns a call with these answers, and how long was waited between them. */
async function retriedWith(...answers: Answer<string>[]) {
  const pauses: number[] = [];
  const answer = await retried(
    () => Promise.resolve(answers.shift() ?? failed(0, "one_call_too_many")),
    async (seconds) => void pauses.push(seconds),
  );
  return { answer, pauses };
}

test("a call that is answered with 503 is repeated after the seconds of Retry-After", async () => {
  const { answer, pauses } = await retriedWith(failed(503, "unavailable", { "Retry-After": "3" }), ok("well"));
  assert.equal(answer.data, "well");
  assert.deepEqual(pauses, [3]);
});

test("a call is made three times at most", async () => {
  const { answer, pauses } = await retriedWith(...Array.from({ length: 4 }, () => failed(503, "unavailable")));
  assert.equal(answer.error?.code, "unavailable");
  assert.equal(pauses.length, 2);
});

test("without Retry-After a call is repeated after two seconds", async () => {
  const { pauses } = await retriedWith(failed(503, "unavailable"), ok(""));
  assert.deepEqual(pauses, [2]);
});

test("nobody waits longer than ten seconds", async () => {
  const { pauses } = await retriedWith(failed(503, "unavailable", { "Retry-After": "3600" }), ok(""));
  assert.deepEqual(pauses, [10]);
});

test("other failures are returned at once", async () => {
  for (const failure of [failed(500, "internal"), failed(429, "too_many_requests"), failed(0, "no_answer")]) {
    const { answer, pauses } = await retriedWith(failure);
    assert.equal(answer, failure);
    assert.deepEqual(pauses, []);
  }
});

test("a call is not repeated in another login", async () => {
  const answers = [failed(503, "unavailable"), ok("as somebody else")];
  const answer = await retried(
    () => Promise.resolve(answers.shift() ?? ok("")),
    async () => void (loginNumber.value += 1),
  );
  assert.equal(answer.error?.code, "unavailable");
});

test("who asks for the same while it is loaded shares the request", async () => {
  const [answer, fulfil] = promised<string>();
  let requests = 0;
  const start = () => {
    requests += 1;
    return answer;
  };
  const both = [shared("me", start), shared("me", start)];
  fulfil("Ada");
  assert.deepEqual(await Promise.all(both), ["Ada", "Ada"]);
  assert.equal(requests, 1);
});

test("who asks later gets a new answer", async () => {
  await shared("me", () => Promise.resolve("Ada"));
  assert.equal(await shared("me", () => Promise.resolve("Grace")), "Grace");
});

test("another login does not get the request of the one before", async () => {
  const [answer, fulfil] = promised<string>();
  const before = shared("me", () => answer);
  loginNumber.value += 1;
  assert.equal(await shared("me", () => Promise.resolve("Grace")), "Grace");
  fulfil("Ada");
  assert.equal(await before, "Ada");
});
