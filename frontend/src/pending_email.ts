/** The address that a code was mailed to, for the form that takes the code. No URL may contain it. */

import { signal } from "@preact/signals";

export const pendingEmail = signal("");
