/** Edits a Dwipp in its place. If it was edited elsewhere meanwhile, both texts are shown. */

import { useLayoutEffect, useRef } from "preact/hooks";

import { edit as send, read } from "../actions/writing.js";
import { announce } from "../announcer.js";
import { type Edit, endEdit } from "../store/edits.js";
import { isSendable, TextBox } from "./text_box.js";
import { Trouble } from "./trouble.js";

export function Editor({ id, edit }: { id: string; edit: Edit }) {
  const { text, version, theirs, problem, isBusy } = edit;
  const form = useRef<HTMLFormElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);

  useLayoutEffect(() => {
    if (!edit.isNew) return;
    edit.isNew = false;
    box.current?.focus();
    box.current?.setSelectionRange(text.value.length, text.value.length);
  }, []);

  function close() {
    const hasFocus = form.current?.contains(document.activeElement);
    endEdit(id);
    if (hasFocus) document.getElementById(`dwipp-${id}`)?.focus();
  }

  async function save() {
    if (isBusy.value || !isSendable(text.value)) return;
    isBusy.value = true;
    let { error } = await send(id, text.value, version.value);
    if (error?.code === "dwipp_changed") {
      const newest = await read(id);
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
      ref={form}
      class="editor"
      aria-label="Edit your Dwipp"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => event.key === "Escape" && !event.isComposing && close()}
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
        isBusy={isBusy.value}
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
