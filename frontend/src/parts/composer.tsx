/** Where people write. */

import { signal, useSignal } from "@preact/signals";
import type { Problem } from "dwipper-client";
import { useEffect, useRef } from "preact/hooks";

import { create } from "../actions/writing.js";
import { announce } from "../announcer.js";
import { forgetDraft, loadDraft, saveDraft } from "../draft.js";
import { isSendable, TextBox } from "./text_box.js";
import { Trouble } from "./trouble.js";

/** Set to move the focus into the composer. */
export const isWanted = signal(false);

export function Composer() {
  const draft = useSignal(loadDraft());
  const isBusy = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const box = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    if (!isWanted.value) return;
    isWanted.value = false;
    box.current?.focus();
    box.current?.scrollIntoView({ block: "center" });
  }, [isWanted.value]);

  async function send() {
    if (isBusy.value || !isSendable(draft.value.text)) return;
    isBusy.value = true;
    const { error } = await create(draft.value.text, draft.value.key);
    isBusy.value = false;
    problem.value = error;
    if (error?.code === "key_reused") draft.value = saveDraft(draft.value.text);
    if (error) return;
    draft.value = forgetDraft();
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
        onText={(text) => (draft.value = saveDraft(text))}
        onSend={() => void send()}
      />
      {problem.value && <Trouble problem={problem.value} />}
      <button type="submit" aria-disabled={isBusy.value || !isSendable(draft.value.text)}>
        {isBusy.value ? "Dwipping…" : "Dwipp it"}
      </button>
    </form>
  );
}
