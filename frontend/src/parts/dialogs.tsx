/** A dialog over the page. It closes with Escape, and gives the focus back. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

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

interface QuestionProps extends DialogProps {
  yes: string;
  onYes: () => void;
  isBusy?: boolean;
}

export function Question({ title, yes, onYes, onClose, isBusy = false, children }: QuestionProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <div class="buttons">
        <button type="button" class="quiet" onClick={onClose}>
          Cancel
        </button>
        <button type="button" class="danger" onClick={() => isBusy || onYes()} aria-disabled={isBusy}>
          {yes}
        </button>
      </div>
    </Dialog>
  );
}
