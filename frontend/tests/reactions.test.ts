import assert from "node:assert/strict";
import { test } from "node:test";

import type { Answer, Problem } from "dwipper-client";

import { reactions } from "../src/actions/reactions.js";
import { loginNumber } from "../src/logins.js";
import { type Dwipp, DwippStore } from "../src/store/dwipps.js";
import { failed, ok, promised } from "./answers.js";
import { dwipp } from "./dwipps.js";

const { id } = dwipp();
const UPVOTED = dwipp({ upvotes: 8, viewer: { upvoted: true, favorited: false, is_author: false } });

/** Returns a store with one Dwipp, its `toggle`, what was sent, and which problems were shown. */
function scene(answers: Promise<Answer<Dwipp>>[]) {
  const store = new DwippStore();
  store.put(dwipp(), 0);
  const sent: boolean[] = [];
  const shown: Problem[] = [];
  const toggle = reactions({
    store,
    send: (_id, _mark, isOn) => {
      sent.push(isOn);
      return answers.shift() ?? Promise.reject(new Error("one call too many"));
    },
    onFailure: (problem) => shown.push(problem),
  });
  return { store, toggle, sent, shown };
}

test("an upvote is shown before the API answers", async () => {
  const [answer, fulfil] = promised<Answer<Dwipp>>();
  const { store, toggle } = scene([answer]);
  const done = toggle(id, "upvoted");
  assert.equal(store.get(id).value?.upvotes, 8);
  fulfil(ok(UPVOTED));
  await done;
  assert.equal(store.get(id).value?.viewer.upvoted, true);
});

test("an upvote that fails is taken back, and the reason is shown", async () => {
  const { store, toggle, shown } = scene([Promise.resolve(failed(500, "internal"))]);
  await toggle(id, "upvoted");
  assert.deepEqual(store.get(id).value, dwipp());
  assert.deepEqual(
    shown.map(({ code }) => code),
    ["internal"],
  );
});

test("clicks while a call runs are sent after it, and only if they change something", async () => {
  const [first, fulfil] = promised<Answer<Dwipp>>();
  const { store, toggle, sent } = scene([first, Promise.resolve(ok(dwipp()))]);
  const done = toggle(id, "upvoted");
  await toggle(id, "upvoted"); // off
  await toggle(id, "upvoted"); // on
  await toggle(id, "upvoted"); // off
  fulfil(ok(UPVOTED));
  await done;
  assert.deepEqual(sent, [true, false]);
  assert.equal(store.get(id).value?.viewer.upvoted, false);
});

test("a failure of a wish that was withdrawn meanwhile is not shown", async () => {
  const [first, fulfil] = promised<Answer<Dwipp>>();
  const { store, toggle, shown } = scene([first]);
  const done = toggle(id, "upvoted");
  await toggle(id, "upvoted");
  fulfil(failed(500, "internal"));
  await done;
  assert.deepEqual(shown, []);
  assert.deepEqual(store.get(id).value, dwipp());
});

test("a mark can be removed after it was set", async () => {
  const { toggle, sent } = scene([Promise.resolve(ok(UPVOTED)), Promise.resolve(ok(dwipp()))]);
  await toggle(id, "upvoted");
  await toggle(id, "upvoted");
  assert.deepEqual(sent, [true, false]);
});

test("a wish that was withdrawn does not hide what is set elsewhere later", async () => {
  const [first, fulfil] = promised<Answer<Dwipp>>();
  const { store, toggle } = scene([first]);
  const done = toggle(id, "upvoted");
  await toggle(id, "upvoted");
  fulfil(failed(500, "internal"));
  await done;
  store.put(UPVOTED, 1);
  assert.equal(store.get(id).value?.viewer.upvoted, true);
});

test("a Dwipp that is gone disappears", async () => {
  const { store, toggle } = scene([Promise.resolve(failed(404, "not_found"))]);
  await toggle(id, "upvoted");
  assert.equal(store.isDeleted(id), true);
});

test("an upvote that is on its way when its login ends takes nothing of the next person's", async () => {
  const [first, fulfilFirst] = promised<Answer<Dwipp>>();
  const [second, fulfilSecond] = promised<Answer<Dwipp>>();
  const { store, toggle, sent, shown } = scene([first, second]);
  const before = toggle(id, "upvoted");
  loginNumber.value += 1;
  store.clear();
  store.put(dwipp(), 0);
  const after = toggle(id, "upvoted");
  fulfilFirst(failed(401, "unauthorized"));
  await before;
  assert.deepEqual([sent, shown, store.get(id).value?.viewer.upvoted], [[true, true], [], true]);
  fulfilSecond(ok(UPVOTED));
  await after;
  assert.equal(store.get(id).value?.viewer.upvoted, true);
});
