/**
 * A button whose work takes a while. It works once at a time, and says so. The second click of a double click does
 * nothing: it may be meant for what was here before, as before a dialog opens.
 */

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";

interface ActionProps {
  act: () => Promise<unknown>;
  class?: string;
  children: ComponentChildren;
}

export function Action({ act, class: look = "", children }: ActionProps) {
  const isBusy = useSignal(false);
  async function work() {
    if (isBusy.value) return;
    isBusy.value = true;
    await act();
    isBusy.value = false;
  }
  return (
    <button type="button" class={look} aria-disabled={isBusy.value} onClick={({ detail }) => detail < 2 && void work()}>
      {isBusy.value ? "One moment…" : children}
    </button>
  );
}
