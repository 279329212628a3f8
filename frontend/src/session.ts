/** The login of this browser. */

import { createBrowserSession, type Problem } from "dwipper-client";

import { signal } from "@preact/signals";

import { loginNumber } from "./logins.js";

const session = createBrowserSession({ baseUrl: location.origin });

export const { api, logIn, logOut, logOutEverywhere } = session;

/** Whether somebody is logged in; unknown until the login of before a reload is resumed. */
export const status = signal(session.state);
session.subscribe((state) => {
  if (status.value !== "unknown") loginNumber.value += 1;
  status.value = state;
});

/** Why it is still unknown. */
export const resumeProblem = signal<Problem | undefined>(undefined);

export async function resume(): Promise<void> {
  resumeProblem.value = await session.resume();
}

/** Deletes the account. */
export async function leave() {
  const answer = await api.DELETE("/api/v1/me");
  if (!answer.error) await logOut();
  return answer;
}
