/** Edits a Dwipp in its place. If it was edited elsewhere meanwhile, both texts are shown. */

import { useSignal } from "@preact/signals";
import type { Problem } from "dwipper-client";
import { useEffect, useRef } from "preact/hooks";

import { edit, read } from "../actions/writing.js";
import { announce } from "../announcer.js";
import type { Dwipp } from "../store/dwipps.js";
import { isSendable, TextBox } from "./text_box.js";
import { Trouble } from "./trouble.js";

export function Editor({ dwipp, onClose }: { dwipp: Dwipp; onClose: () => void }) {
  const text = useSignal(dwipp.text);
  const version = useSignal(dwipp.version);
  const theirs = useSignal<Dwipp | undefined>(undefined);
  const problem = useSignal<Problem | undefined>(undefined);
  const isBusy = useSignal(false);
  const box = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    box.current?.focus();
    box.current?.setSelectionRange(text.value.length, text.value.length);
  }, []);

  function close() {
    onClose();
    document.getElementById(`dwipp-${dwipp.id}`)?.focus();
  }

  async function save() {
    if (isBusy.value || !isSendable(text.value)) return;
    isBusy.value = true;
    let { error } = await edit(dwipp.id, text.value, version.value);
    if (error?.code === "dwipp_changed") {
      const newest = await read(dwipp.id);
      if (newest.data) {
        theirs.value = newest.data;
        version.value = newest.data.version;
      }
      error = newest.error;
    } else if (!error) {
      announce("Your edit is saved.");
      close();
    }
    problem.value = error;
    isBusy.value = false;
  }

  return (
    <form
      class="editor"
      aria-label="Edit your Dwipp"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      {theirs.value && (
        <div class="conflict" role="alert">
          <p>
            <strong>This Dwipp was edited elsewhere in the meantime.</strong> It says now:
          </p>
          <blockquote class="thought" dir="auto">
            {theirs.value.text}
          </blockquote>
          <p>Below is your text. Which one shall stay?</p>
        </div>
      )}
      <TextBox
        box={box}
        label="Your text"
        placeholder=""
        text={text.value}
        onText={(typed) => (text.value = typed)}
        onSend={() => void save()}
      />
      {problem.value && <Trouble problem={problem.value} />}
      <div class="buttons">
        <button type="button" class="quiet" onClick={close}>
          {theirs.value ? "Keep the other text" : "Cancel"}
        </button>
        <button type="submit" aria-disabled={isBusy.value || !isSendable(text.value)}>
          {theirs.value ? "Overwrite with mine" : "Save"}
        </button>
      </div>
    </form>
  );
}
