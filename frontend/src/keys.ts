/** Keyboard shortcuts. They rest while somebody types, and can be switched off (WCAG 2.1.4). */

import { effect, signal } from "@preact/signals";

import { toggle } from "./actions/toggle.js";
import { focusedId, moveFocus } from "./articles.js";
import { keep, kept } from "./kept.js";
import { isWanted } from "./parts/composer.js";
import { go, place } from "./routing.js";
import { status } from "./session.js";

export const KEYS = [
  ["j", "the next Dwipp"],
  ["k", "the Dwipp before"],
  ["n", "write a new Dwipp"],
  ["l", "upvote the Dwipp that has the focus"],
  ["f", "make it a favorite"],
  ["?", "this help"],
] as const;

export const areKeysOn = signal(kept("keys") !== "off");
export const isHelpOpen = signal(false);

effect(() => keep("keys", areKeysOn.value ? undefined : "off"));
effect(() => {
  if (place.value) isHelpOpen.value = false;
});

type Key = (typeof KEYS)[number][0];

const ACTIONS: Record<Key, () => void> = {
  j: () => moveFocus(1),
  k: () => moveFocus(-1),
  n: write,
  l: () => mark("upvoted"),
  f: () => mark("favorited"),
  "?": () => (isHelpOpen.value = true),
};

export function startKeys(): void {
  addEventListener("keydown", (event) => {
    const action = ACTIONS[event.key as Key] as (() => void) | undefined;
    if (!action || !areKeysOn.value || event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target))
      return;
    event.preventDefault();
    if (!event.repeat || event.key === "j" || event.key === "k") action();
  });
}

/** Returns whether the key belongs to what has the focus. */
function isTaken(target: EventTarget | null): boolean {
  const isTyped = target instanceof Element && target.closest("input, textarea, select") !== null;
  return isTyped || document.querySelector("dialog[open]") !== null;
}

function mark(name: "upvoted" | "favorited"): void {
  const id = focusedId();
  if (id) void toggle(id, name);
}

function write(): void {
  if (status.value !== "logged in") return;
  isWanted.value = true;
  if (place.value.path !== "/") go("/");
}
