/** Who is logged in. */

import type { Problem, Schemas } from "dwipper-client";

import { signal } from "@preact/signals";

import { retried, shared } from "../queries/calls.js";
import { api } from "../session.js";

export const me = signal<Schemas["Me"] | undefined>(undefined);

/** Reads it again. Returns what failed. */
export async function loadMe(): Promise<Problem | undefined> {
  const { data, error } = await shared("me", () => retried(() => api.GET("/api/v1/me")));
  if (data) me.value = data;
  return error;
}
