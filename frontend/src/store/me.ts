/** Who is logged in. */

import type { Problem, Schemas } from "dwipper-client";

import { signal } from "@preact/signals";

import { retried, shared } from "../queries/calls.js";
import { api } from "../session.js";
import { isMe, understood } from "../shapes.js";

export const me = signal<Schemas["Me"] | undefined>(undefined);

/** Reads it again. Returns what failed. */
export async function loadMe(): Promise<Problem | undefined> {
  const { data, error } = await shared("me", () => retried(() => understood(api.GET("/api/v1/me"), isMe)));
  if (data) me.value = data;
  return error;
}
