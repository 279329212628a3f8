/** The time, often enough for "5 minutes ago". */

import { signal } from "@preact/signals";

const OFTEN = 30_000; // milliseconds

/** Milliseconds since 1970. */
export const now = signal(Date.now());

setInterval(() => {
  if (!document.hidden) now.value = Date.now();
}, OFTEN);
