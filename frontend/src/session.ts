/** The login of this browser. */

import { createSession, type Schemas } from "dwipper-client";

import { signal } from "@preact/signals";

const session = createSession({ baseUrl: location.origin });

/** Whether somebody is logged in; unknown until the login of before a reload is resumed. */
export const status = signal<"unknown" | "in" | "out">("out");

export const { api } = session;

export async function logIn(login: Schemas["Login"]) {
  const answer = await session.logIn(login);
  if (answer.data) status.value = "in";
  return answer;
}

export async function logOut(): Promise<void> {
  await session.logOut();
  status.value = "out";
}

export const logOutEverywhere = logOut;

/** Deletes the account. */
export async function leave() {
  const answer = await api.DELETE("/api/v1/me");
  if (!answer.error) await logOut();
  return answer;
}
