/** Where people write. */

import { signal, useSignal } from "@preact/signals";
import type { Problem } from "dwipper-client";
import { useEffect, useRef } from "preact/hooks";

import { create } from "../actions/writing.js";
import { announce, notify } from "../announcer.js";
import { draft, endDraft, saveDraft } from "../draft.js";
import { wordsFor } from "../words/problems.js";
import { isSendable, TextBox } from "./text_box.js";
import { Trouble } from "./trouble.js";

/** Set to move the focus into the composer. */
export const isWanted = signal(false);

const sent = signal(""); // the key of the draft that is on its way, also for somebody who comes back meanwhile

export function Composer() {
  const problem = useSignal<Problem | undefined>(undefined);
  const isBusy = sent.value === draft.value.key;
  const box = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    if (!isWanted.value) return;
    isWanted.value = false;
    box.current?.focus();
    box.current?.scrollIntoView({ block: "center" });
  }, [isWanted.value]);

  async function send() {
    const { text, key } = draft.value;
    if (sent.value === key || !isSendable(text)) return;
    sent.value = key;
    const { error } = await create(text, key);
    if (sent.value === key) sent.value = "";
    if (draft.value.key !== key) return; // of the login before
    problem.value = error;
    if (error?.code === "key_reused") saveDraft(text);
    if (error) {
      if (!box.current) notify(`Your Dwipp is not out yet. ${wordsFor(error)}`, true);
      return;
    }
    endDraft();
    announce("Your Dwipp is out.");
  }

  return (
    <form
      class="composer"
      aria-label="Write a Dwipp"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextBox
        box={box}
        label="Your thought"
        placeholder="What came to you in the shower?"
        text={draft.value.text}
        isBusy={isBusy}
        onText={saveDraft}
        onSend={() => void send()}
      />
      {problem.value && <Trouble problem={problem.value} />}
      <button type="submit" aria-disabled={isBusy || !isSendable(draft.value.text)}>
        {isBusy ? "Dwipping…" : "Dwipp it"}
      </button>
    </form>
  );
}
