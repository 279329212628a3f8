/** The Dwipp that somebody is writing. It survives a reload, and is sent once even if the answer to it is lost. */

import { keep, kept } from "./kept.js";

interface Draft {
  text: string;
  /** The `Idempotency-Key` of this text. */
  key: string;
}

export function loadDraft(): Draft {
  try {
    const draft = JSON.parse(kept("draft") ?? "null") as Partial<Draft> | null;
    if (typeof draft?.text === "string" && typeof draft.key === "string") return { text: draft.text, key: draft.key };
  } catch {
    // It was not written by this version of the page.
  }
  return emptyDraft();
}

/** Keeps a text, under a new key, since another text is another Dwipp. Returns it as a draft. */
export function saveDraft(text: string): Draft {
  const draft = { ...emptyDraft(), text };
  keep("draft", text ? JSON.stringify(draft) : undefined);
  return draft;
}

export function forgetDraft(): Draft {
  return saveDraft("");
}

function emptyDraft(): Draft {
  return { text: "", key: crypto.randomUUID() };
}
