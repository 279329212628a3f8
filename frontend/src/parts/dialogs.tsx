/** A dialog over the page. It closes with Escape, and gives the focus back. */

import { useSignal } from "@preact/signals";
import type { Problem } from "dwipper-client";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { Action } from "./action.js";
import { Trouble } from "./trouble.js";

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="dialog-title" onClose={onClose}>
      <h2 id="dialog-title">{title}</h2>
      {children}
    </dialog>
  );
}

/** A button that closes its dialog by itself, since a dialog that is only removed does not give the focus back. */
export function Close({ class: look = "", children }: { class?: string; children: string }) {
  return (
    <button type="button" class={look} onClick={({ currentTarget }) => currentTarget.closest("dialog")?.close()}>
      {children}
    </button>
  );
}

interface QuestionProps extends DialogProps {
  yes: string;
  /** Returns what failed. */
  onYes: () => Promise<Problem | undefined>;
}

export function Question({ title, yes, onYes, onClose, children }: QuestionProps) {
  const problem = useSignal<Problem | undefined>(undefined);
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      {problem.value && <Trouble problem={problem.value} />}
      <div class="buttons">
        <Close class="quiet">Cancel</Close>
        <Action class="danger" act={async () => (problem.value = await onYes())}>
          {yes}
        </Action>
      </div>
    </Dialog>
  );
}
