/** The Dwipp that somebody is writing. It survives a reload, and is sent once even if the answer to it is lost. */

import { signal } from "@preact/signals";

import { keep, kept } from "./kept.js";

interface Draft {
  text: string;
  /** The `Idempotency-Key` of this text. */
  key: string;
}

/** What this tab writes. Another tab may write something else; the one that was typed last survives both. */
export const draft = signal(load());

/** Keeps a text, under a new key, since another text is another Dwipp. */
export function saveDraft(text: string): void {
  draft.value = { ...emptyDraft(), text };
  keep("draft", text ? JSON.stringify(draft.value) : undefined);
}

/** Starts with an empty box. What another tab has kept stays. */
export function endDraft(): void {
  if (load().key === draft.value.key) forgetDraft();
  else draft.value = emptyDraft();
}

export function forgetDraft(): void {
  saveDraft("");
}

function load(): Draft {
  try {
    const found = JSON.parse(kept("draft") ?? "null") as Partial<Draft> | null;
    if (typeof found?.text === "string" && typeof found.key === "string") return { text: found.text, key: found.key };
  } catch {
    // It was not written by this version of the page.
  }
  return emptyDraft();
}

function emptyDraft(): Draft {
  return { text: "", key: crypto.randomUUID() };
}
