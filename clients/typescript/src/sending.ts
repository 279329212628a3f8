/** Requests with an access token, and what their rejection means. */

import type { Problem } from "./problems.js";

export const EARLY = 30_000; // milliseconds before its expiry at which a token is refreshed

export function withToken(request: Request, token: string | undefined): Request {
  if (token) request.headers.set("Authorization", `Bearer ${token}`);
  return request;
}

/** Returns whether a response rejects the access token. A 401 may have another cause, such as a wrong password. */
export async function rejectsToken(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const { code } = (await response.clone().json().catch(() => ({}))) as Partial<Problem>;
  return code === undefined || code === "unauthorized";
}
