/** The logins of this tab, one after the other. What a person typed, asked for and saw belongs to one of them. */

import { signal } from "@preact/signals";

/** How many have ended. */
export const endedLogins = signal(0);
