import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { LONGEST_TEXT, SHORTEST_PASSWORD } from "../src/limits.js";
import { WORDS, wordsFor } from "../src/words/problems.js";
import { counted, lengthOf, startOf } from "../src/words/text.js";
import { ago } from "../src/words/time.js";

const contract = JSON.parse(readFileSync("../openapi.json", "utf8")) as {
  components: { schemas: Record<string, any> };
};

/** Returns the code of every problem that is somewhere in the contract. */
function codes(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  const { type, code } = part as { type?: unknown; code?: unknown };
  const isProblem = typeof type === "string" && type.startsWith("urn:dwipper:problem:");
  return [...(isProblem ? [String(code)] : []), ...Object.values(part).flatMap(codes)];
}

test("every problem of the contract has words of its own", () => {
  const all = [...new Set(codes(contract))];
  assert.ok(all.length > 15, `only ${all.length} codes are found in openapi.json`);
  assert.deepEqual(
    all.filter((code) => !(code in WORDS)),
    [],
  );
});

test("a problem that nobody knows has words, too", () => {
  assert.match(wordsFor({ code: "http_418", status: 418 }), /418/);
});

test("lengths are the contract's", () => {
  const { DwippText, PasswordChange } = contract.components.schemas;
  assert.equal(LONGEST_TEXT, DwippText.properties.text.maxLength);
  assert.equal(SHORTEST_PASSWORD, PasswordChange.properties.new_password.minLength);
});

test("a counter is short", () => {
  assert.equal(counted(0, "upvote"), "0 upvotes");
  assert.equal(counted(1, "upvote"), "1 upvote");
  assert.equal(counted(1234, "upvote"), "1.2K upvotes");
});

test("characters are counted as the API counts them", () => {
  assert.equal(lengthOf("  🦆 quack\n"), 7);
  assert.equal(lengthOf("e\u0301"), 1);
  assert.equal(lengthOf("a\r\nb"), 3);
});

test("times are relative for a week, and dates after that", () => {
  const now = Date.parse("2026-11-27T12:00:00Z");
  const said = (moment: string) => ago(Date.parse(moment), now);
  assert.equal(said("2026-11-27T11:59:30Z"), "just now");
  assert.equal(said("2026-11-27T12:00:30Z"), "just now"); // the clock of this device is behind
  assert.equal(said("2026-11-27T11:55:00Z"), "5 minutes ago");
  assert.equal(said("2026-11-26T11:00:00Z"), "1 day ago");
  assert.equal(said("2026-11-24T11:00:00Z"), "3 days ago");
  assert.equal(said("2026-11-02T12:00:00Z"), "Nov 2");
  assert.equal(said("2024-11-02T12:00:00Z"), "Nov 2, 2024");
});

test("a long text starts with its first whole words", () => {
  assert.equal(startOf(" Rain\nis a  shower. "), "Rain is a shower.");
  assert.equal(startOf(`${"Wet. ".repeat(11)}Umbrellas`), `${"Wet. ".repeat(11).trim()}…`);
  assert.equal(startOf("🛁".repeat(61)), `${"🛁".repeat(60)}…`);
});
