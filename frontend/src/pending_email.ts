/**
 * The address that a code was mailed to, for the form that takes the code. No URL may contain it.
 * The tab keeps it over a reload: a phone may unload the page while its owner reads the mail.
 */

import { effect, signal } from "@preact/signals";

import { keep, kept } from "./kept.js";

export const pendingEmail = signal(kept("email", "sessionStorage") ?? "");

effect(() => keep("email", pendingEmail.value || undefined, "sessionStorage"));
