import assert from "node:assert/strict";
import { test } from "node:test";

import { isDwippPage, understood } from "../src/shapes.js";
import { failed, ok } from "./answers.js";
import { dwipp } from "./dwipps.js";

const page = (item: object | null, next_cursor: unknown = null) => ({ items: [item], next_cursor });
const codeOf = async (data: unknown) => (await understood(Promise.resolve(ok(data)), isDwippPage)).error?.code;

test("an answer of the contract's shape is understood", async () => {
  for (const right of [page(dwipp()), page(dwipp({ edited_at: null }), "next"), { items: [], next_cursor: null }]) {
    assert.equal(await codeOf(right), undefined);
  }
});

const WRONG = {
  "null": null,
  "no object": 7,
  "without items": { next_cursor: null },
  "items that are no list": { items: {}, next_cursor: null },
  "without a cursor": { items: [] },
  "a number as cursor": page(dwipp(), 7),
  "an object as cursor": page(dwipp(), {}),
  "an empty cursor": page(dwipp(), ""),
  "a null as item": page(null),
  "an empty item": page({}),
  "a null as author": page({ ...dwipp(), author: null }),
  "a name that is no text": page({ ...dwipp(), author: { id: "1", display_name: 1 } }),
  "a counter that is no number": page({ ...dwipp(), upvotes: "7" }),
  "a mark that is no boolean": page({ ...dwipp(), viewer: { upvoted: "no", favorited: false, is_author: false } }),
  "a time that is no time": page({ ...dwipp(), created_at: "yesterday" }),
};
for (const [name, wrong] of Object.entries(WRONG)) {
  test(`an answer is not understood: ${name}`, async () => {
    assert.equal(await codeOf(wrong), "not_understood");
  });
}

test("a failure stays what it is", async () => {
  const failure = failed(503, "unavailable");
  assert.equal(await understood(Promise.resolve(failure), isDwippPage), failure);
});
