/** What the laptop offers: a login for the demo, and a mailbox. Elsewhere `/local.json` is 404. */

import { signal } from "@preact/signals";

interface Local {
  mailbox: string;
  demo: { email: string; password: string };
}

interface Mail {
  to: string;
  code: string;
}

export const local = signal<Local | undefined>(undefined);

export async function findLocal(): Promise<void> {
  local.value = (await json("/local.json")) as Local | undefined;
}

/** Returns the code of the newest mail to an address; undefined if there is none. */
export async function newestCode(email: string): Promise<string | undefined> {
  const mails = ((await json("/mailbox/messages")) ?? []) as Mail[]; // the newest is the first
  return mails.find(({ to }) => to.toLowerCase() === email.trim().toLowerCase())?.code;
}

async function json(path: string): Promise<unknown> {
  try {
    const response = await fetch(path, { headers: { Accept: "application/json" } });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
