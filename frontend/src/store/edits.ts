/** Edits that are not saved yet, by the Dwipp's id. They outlive what is on the screen, until the login ends. */

import type { Problem } from "dwipper-client";

import { effect, type Signal, signal } from "@preact/signals";

import type { Dwipp } from "./dwipps.js";

export interface Edit {
  /** The text before the edit. */
  old: string;
  text: Signal<string>;
  /** The version that the text is to replace. */
  version: Signal<number>;
  /** The Dwipp, if it was edited elsewhere meanwhile. */
  theirs: Signal<Dwipp | undefined>;
  problem: Signal<Problem | undefined>;
  isBusy: Signal<boolean>;
  /** Whether it has not been on the screen yet. */
  isNew: boolean;
}

export const edits = signal<ReadonlyMap<string, Edit>>(new Map());

export function startEdit({ id, text, version }: Dwipp): void {
  const edit: Edit = {
    old: text,
    text: signal(text),
    version: signal(version),
    theirs: signal(undefined),
    problem: signal(undefined),
    isBusy: signal(false),
    isNew: true,
  };
  edits.value = new Map([...edits.value, [id, edit]]);
}

export function endEdit(id: string): void {
  edits.value = new Map([...edits.value].filter(([other]) => other !== id));
}

export function endEdits(): void {
  edits.value = new Map();
}

// The browser asks before it closes a tab with edits. Without edits nothing listens, since that slows the way back.
effect(() => {
  if (edits.value.size) addEventListener("beforeunload", prevent);
  else removeEventListener("beforeunload", prevent);
});

function prevent(event: Event): void {
  const isChanged = [...edits.value.values()].some(({ old, text }) => text.value !== old);
  if (isChanged) event.preventDefault();
}
