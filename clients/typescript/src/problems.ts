/** Failures, as RFC 9457 tells them: whatever is not answered with success is a `Problem`. */

import type { components } from "./schema.js";

export const CONTENT_TYPE = "application/problem+json";

/** `status` is 0 where there was no answer at all, as in `Response.error()`. */
export type Problem = components["schemas"]["Problem"];

/** The contract as a caller sees it through `everyFailureIsAProblem`: each failure is a problem, whoever made it. */
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

/** What a call comes to: `data`, or an `error`. */
export type Answer<Data> =
  | { data: Data; error?: never; response: Response }
  | { data?: never; error: Problem; response: Response };

/** A problem, thrown: `problem.code` is stable. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";

  constructor(readonly problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
  }
}

/** What a call answered with success; a problem is thrown, for callers that have nothing else to do about it. */
export async function dataOf<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error } = await call;
  if (error) throw new ProblemError(error);
  return data;
}

/** A problem that the API itself did not tell. */
export function problem(status: number, code: string, detail: string): Problem {
  return { type: `urn:dwipper:problem:${code}`, title: code.replaceAll("_", " "), status, detail, code };
}

/** A problem as `fetch` would give it. */
export function responseOf(problem: Problem, headers?: Headers): Response {
  const body = JSON.stringify(problem);
  // A Response made by its constructor cannot have the status 0; the one that has it cannot have a body.
  if (problem.status === 0) return Object.assign(Response.error(), { text: () => Promise.resolve(body) });
  const told = new Headers(headers);
  told.set("Content-Type", CONTENT_TYPE);
  told.delete("Content-Length");
  return new Response(body, { status: problem.status, headers: told });
}
