/** What a screen reader says, and what is shown for a moment. */

import { signal } from "@preact/signals";

const SHOWN = 6000; // milliseconds

export interface Notice {
  id: number;
  text: string;
  isFailure: boolean;
}

export const announcement = signal("");
export const notices = signal<readonly Notice[]>([]);

let count = 0;

/** Says a text without showing it. A screen reader says what changes, so a text that repeats gets another space. */
export function announce(text: string): void {
  announcement.value = announcement.value === text ? `${text}\u00a0` : text;
}

/** Shows a text for some seconds, and says it. */
export function notify(text: string, isFailure = false): void {
  count += 1;
  const notice = { id: count, text, isFailure };
  notices.value = [...notices.peek().filter((other) => other.text !== text), notice];
  setTimeout(() => dismiss(notice.id), SHOWN);
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}
