import assert from "node:assert/strict";
import { test } from "node:test";

import { DwippStore } from "../src/store/dwipps.js";
import { dwipp } from "./dwipps.js";

const { id } = dwipp();

test("a wanted mark is shown at once, with its counter", () => {
  const store = new DwippStore();
  store.put(dwipp(), 0);
  store.want(id, "upvoted", true);
  assert.equal(store.get(id).value?.viewer.upvoted, true);
  assert.equal(store.get(id).value?.upvotes, 8);
});

test("a mark that failed is taken back, with its counter", () => {
  const store = new DwippStore();
  store.put(dwipp(), 0);
  store.want(id, "upvoted", true);
  store.settle(id, "upvoted");
  assert.deepEqual(store.get(id).value, dwipp());
});

test("a wanted mark stays shown when a list is read meanwhile", () => {
  const store = new DwippStore();
  store.put(dwipp(), 0);
  store.want(id, "favorited", true);
  store.put(dwipp({ upvotes: 9 }), 1);
  assert.equal(store.get(id).value?.viewer.favorited, true);
  assert.equal(store.get(id).value?.upvotes, 9);
});

test("a counter never goes below zero", () => {
  const store = new DwippStore();
  store.put(dwipp({ upvotes: 0, viewer: { upvoted: true, favorited: false, is_author: false } }), 0);
  store.want(id, "upvoted", false);
  assert.equal(store.get(id).value?.upvotes, 0);
});

test("a list that was requested before a change does not undo it", () => {
  let now = 0;
  const store = new DwippStore(() => now);
  store.put(dwipp(), 0);
  now = 10;
  store.change(dwipp({ upvotes: 8 }));
  store.put(dwipp({ upvotes: 7 }), 9);
  assert.equal(store.get(id).value?.upvotes, 8);
  store.put(dwipp({ upvotes: 12 }), 11);
  assert.equal(store.get(id).value?.upvotes, 12);
});

test("a list that still has an older version does not bring the old text back", () => {
  const store = new DwippStore();
  store.put(dwipp({ version: 2, text: "new" }), 0);
  store.put(dwipp({ version: 1, text: "old" }), 5);
  assert.equal(store.get(id).value?.text, "new");
});

test("a deleted Dwipp does not come back with a list", () => {
  const store = new DwippStore();
  store.put(dwipp(), 0);
  store.delete(id);
  store.put(dwipp(), 5);
  assert.equal(store.get(id).value, undefined);
  assert.equal(store.isDeleted(id), true);
});

test("everybody who shows a Dwipp sees the same one", () => {
  const store = new DwippStore();
  const shown = store.get(id);
  store.put(dwipp(), 0);
  assert.equal(store.get(id), shown);
  assert.equal(shown.value?.text, "Water is just wet air.");
});
