/** Who is logged in. */

import type { Schemas } from "dwipper-client";

import { signal } from "@preact/signals";

import { retried, shared } from "../queries/calls.js";
import { api } from "../session.js";

export const me = signal<Schemas["Me"] | undefined>(undefined);

export async function loadMe(): Promise<void> {
  const { data } = await shared("me", () => retried(() => api.GET("/api/v1/me")));
  if (data) me.value = data;
}
