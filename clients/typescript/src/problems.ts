/** Failures as problems (RFC 9457). */

import type { components } from "./schema.js";

export const CONTENT_TYPE = "application/problem+json";

/** `status` is 0 if there was no response, as in `Response.error()`. */
export type Problem = components["schemas"]["Problem"];

/** The contract as callers see it through `everyFailureIsAProblem`: each failure is a problem. */
export type WithProblems<Paths> = {
  [Path in keyof Paths]: {
    [Method in keyof Paths[Path]]: Paths[Path][Method] extends { responses: infer Responses }
      ? Omit<Paths[Path][Method], "responses"> & { responses: Refused<Responses> }
      : Paths[Path][Method];
  };
};

type Refused<Responses> = {
  [Status in keyof Responses]: `${Status & number}` extends `${4 | 5}${string}`
    ? { headers: Record<string, unknown>; content: { [CONTENT_TYPE]: Problem } }
    : Responses[Status];
};

/** The result of a call: `data` or `error`. */
export type Answer<Data> =
  | { data: Data; error?: never; response: Response }
  | { data?: never; error: Problem; response: Response };

/** A problem as an exception. `problem.code` is stable. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";

  constructor(readonly problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
  }
}

/** Returns the data of a successful call. Throws a ProblemError otherwise. */
export async function dataOf<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error } = await call;
  if (error) throw new ProblemError(error);
  return data;
}

/** Returns a problem that does not come from the API. */
export function problem(status: number, code: string, detail: string): Problem {
  return { type: `urn:dwipper:problem:${code}`, title: code.replaceAll("_", " "), status, detail, code };
}

/** Returns a problem as the Response that `fetch` would return. */
export function responseOf(problem: Problem, headers?: Headers): Response {
  const body = JSON.stringify(problem);
  // The constructor of Response does not allow the status 0, and Response.error() has no body.
  if (problem.status === 0) return Object.assign(Response.error(), { text: () => Promise.resolve(body) });
  const withType = new Headers(headers);
  withType.set("Content-Type", CONTENT_TYPE);
  withType.delete("Content-Length");
  return new Response(body, { status: problem.status, headers: withType });
}
