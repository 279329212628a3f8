/** The logins of this tab, one after the other. What a person typed, asked for and saw belongs to one of them. */

import { signal } from "@preact/signals";

/** Another number after each log-in and each log-out. */
export const loginNumber = signal(0);
