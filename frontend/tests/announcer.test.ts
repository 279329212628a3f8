import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { notices, notify } from "../src/announcer.js";

const shown = () => notices.value.map(({ text }) => text);

test("a notice is shown once, however often it is given, and goes by itself", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  notify("Saved.");
  notify("Removed.");
  notify("Saved.");
  assert.deepEqual(shown(), ["Removed.", "Saved."]);
  mock.timers.tick(6000);
  assert.deepEqual(shown(), []);
});
