/** Refusals, as RFC 9457 tells them: whatever is not answered with success is a `Problem`. */

import type { Middleware } from "openapi-fetch";

import type { components } from "./schema.js";

const CONTENT_TYPE = "application/problem+json";

export type Problem = components["schemas"]["Problem"];

/** The contract as a caller sees it through `gatewayProblems`: each refusal is a problem, whoever made it. */
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

type Answer<Data> =
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

// What the app says at the same statuses.
const CODES: Record<number, string> = {
  401: "unauthorized",
  404: "not_found",
  413: "body_too_large",
  429: "too_many_requests",
  500: "internal",
  503: "unavailable",
};

/** The gateway's own refusals, made before the app runs, are no problem documents: they become some. */
export const gatewayProblems: Middleware = {
  async onResponse({ response }) {
    const told = response.headers.get("Content-Type")?.startsWith(CONTENT_TYPE);
    if (response.status < 400 || told) return undefined;
    const headers = new Headers(response.headers);
    headers.set("Content-Type", CONTENT_TYPE);
    headers.delete("Content-Length");
    return Response.json(problemOf(response.status, await response.text()), { status: response.status, headers });
  },
};

function problemOf(status: number, body: string): Problem {
  const code = CODES[status] ?? `http_${status}`;
  return {
    type: `urn:dwipper:problem:${code}`,
    title: code.replaceAll("_", " "),
    status,
    detail: `The gateway refused the request: ${body}`,
    code,
  };
}
