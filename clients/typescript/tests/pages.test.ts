/** Lists, page by page. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { createDwipperClient, pages } from "../src/index.js";
import { json, testServer } from "./server.js";

const NEXT: Record<string, string | null> = { "": "one", one: "t&w=o", "t&w=o": null };

const server = testServer();
let broken: string | undefined; // the cursor whose page fails

beforeEach(() => {
  broken = undefined;
  server.respond = ({ line }, response) => {
    const cursor = new URL(line.split(" ")[1] ?? "", server.baseUrl).searchParams.get("cursor") ?? "";
    if (cursor === broken) return json(response, { code: "unavailable", status: 503 }, 503);
    return json(response, { items: [{ id: cursor }], next_cursor: NEXT[cursor] });
  };
});

const api = () => createDwipperClient({ baseUrl: server.baseUrl });
const feed = () => pages((from) => api().GET("/api/v1/dwipps", { params: { query: { limit: 1, ...from } } }));

test("every list is read from its first page to its last", async () => {
  const path = { user_id: "1", dwipp_id: "2" };
  const lists = [
    feed(),
    pages((query) => api().GET("/api/v1/me/dwipps", { params: { query } })),
    pages((query) => api().GET("/api/v1/me/favorites", { params: { query } })),
    pages((query) => api().GET("/api/v1/users/{user_id}/dwipps", { params: { path, query } })),
    pages((query) => api().GET("/api/v1/dwipps/{dwipp_id}/favorites", { params: { path, query } })),
  ];
  for (const list of lists) {
    const seen: unknown[] = [];
    for await (const { data } of list) seen.push(...(data?.items ?? []));
    assert.deepEqual(seen, [{ id: "" }, { id: "one" }, { id: "t&w=o" }]);
  }
});

test("a failed page is yielded and is the last", async () => {
  broken = "one";
  const codes: unknown[] = [];
  for await (const { error } of feed()) codes.push(error?.code);
  assert.deepEqual(codes, [undefined, "unavailable"]);
});

test("a page is requested only when it is needed", async () => {
  for await (const { data } of feed()) {
    assert.ok(data);
    break;
  }
  assert.equal(server.asked.length, 1);
});
