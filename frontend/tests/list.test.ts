import assert from "node:assert/strict";
import { test } from "node:test";

import { List, type Query } from "../src/queries/list.js";
import { failed, ok, promised } from "./answers.js";

type Item = { id: string };

const page = (ids: string, next_cursor: string | null = null) =>
  ok({ items: [...ids].map((id) => ({ id })), next_cursor });

/** Returns a list with these answers, and what it asks for. Ids are letters: `z` is the newest. */
function listOf(...answers: (ReturnType<typeof page> | ReturnType<typeof failed>)[]) {
  const asked: Query[] = [];
  const list = new List<Item, Item>({
    ask: (query) => {
      asked.push(query);
      return Promise.resolve(answers.shift() ?? failed(0, "one_call_too_many"));
    },
    keep: (item) => item,
    wait: () => Promise.resolve(),
  });
  return { list, asked };
}

const shown = (list: List<Item, Item>) =>
  list.pages.value.map(({ items }) => items.map(({ id }) => id).join("")).join("|");

test("pages follow the cursor until the list is complete", async () => {
  const { list, asked } = listOf(page("zyx", "after-x"), page("wv"));
  await list.more();
  await list.more();
  await list.more();
  assert.equal(shown(list), "zyx|wv");
  assert.deepEqual(asked, [{ limit: 20 }, { limit: 20, cursor: "after-x" }]);
  assert.equal(list.state.value, "complete");
});

test("who asks for more while a page is loaded waits for it", async () => {
  const { list, asked } = listOf(page("zyx", "after-x"));
  await Promise.all([list.more(), list.more()]);
  assert.equal(asked.length, 1);
});

test("a list says that it loads", async () => {
  const { list } = listOf(page("zyx"));
  const more = list.more();
  assert.equal(list.state.value, "loading");
  await more;
  assert.equal(list.state.value, "complete");
});

test("after a failure the same page is asked for again", async () => {
  const { list, asked } = listOf(page("zyx", "after-x"), failed(500, "internal"), page("w"));
  await list.more();
  await list.more();
  assert.equal(list.state.value, "failed");
  assert.equal(list.problem.value?.code, "internal");
  await list.more();
  assert.equal(shown(list), "zyx|w");
  assert.equal(list.problem.value, undefined);
  assert.deepEqual(
    asked.map(({ cursor }) => cursor),
    [undefined, "after-x", "after-x"],
  );
});

test("an item is shown once, even if two pages have it", async () => {
  const { list } = listOf(page("zyx", "after-x"), page("xw"));
  await list.more();
  await list.more();
  assert.equal(shown(list), "zyx|w");
});

test("new items are held until they are asked for", async () => {
  const { list } = listOf(page("yx"), page("zyx"));
  await list.more();
  await list.lookForNew();
  assert.equal(shown(list), "yx");
  assert.deepEqual(list.held.value?.items, [{ id: "z" }]);
  list.showHeld();
  assert.equal(shown(list), "z|yx");
  assert.equal(list.held.value, undefined);
});

test("older items are not new when a deleted one makes room for them", async () => {
  const { list } = listOf(page("zyx", "after-x"), page("zxw", "after-w"));
  await list.more();
  await list.lookForNew();
  assert.equal(list.held.value, undefined);
});

test("older items are not new after a page without items", async () => {
  const { list } = listOf(page("zyx", "after-x"), page("", "after-q"), page("zxw", "after-w"));
  await list.more();
  await list.more();
  await list.lookForNew();
  assert.equal(list.held.value, undefined);
});

test("an item that was written before the own newest one, and seen after it, is new", async () => {
  const { list } = listOf(page("w"), page("zyw"));
  await list.more();
  list.addFirst([{ id: "z" }]);
  await list.lookForNew();
  assert.deepEqual(list.held.value?.items, [{ id: "y" }]);
});

test("if more is new than a page holds, the list starts again, without a gap", async () => {
  const { list, asked } = listOf(page("cb", "after-b"), page("zyx", "after-x"), page("cb", "after-b"));
  await list.more();
  await list.lookForNew();
  assert.equal(list.held.value?.isGap, true);
  list.showHeld();
  await list.more();
  assert.equal(shown(list), "zyx|cb");
  assert.equal(asked.at(-1)?.cursor, "after-x");
});

test("a page that arrives after the list has started again is dropped", async () => {
  const [late, fulfil] = promised<ReturnType<typeof page>>();
  const answers = [Promise.resolve(page("cb", "after-b")), late, Promise.resolve(page("zyx", "after-x"))];
  const list = new List<Item, Item>({ ask: () => answers.shift() ?? late, keep: (item) => item });
  await list.more();
  const more = list.more();
  await list.lookForNew();
  list.showHeld();
  fulfil(page("a"));
  await more;
  assert.equal(shown(list), "zyx");
  assert.equal(list.state.value, "ready");
});

test("a look for new items that fails changes nothing", async () => {
  const { list } = listOf(page("yx"), failed(0, "no_answer"));
  await list.more();
  await list.lookForNew();
  assert.equal(shown(list), "yx");
  assert.equal(list.state.value, "complete");
});
