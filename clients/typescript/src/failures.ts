/** Makes a problem of every failure that is none: no answer, an answer that is no JSON, the gateway's own refusals. */

import type { Middleware } from "openapi-fetch";

import { CONTENT_TYPE, type Problem, problem, responseOf } from "./problems.js";

const QUOTED = 200; // characters of a foreign answer

// What the app says at the same statuses.
const CODES: Record<number, string> = {
  401: "unauthorized",
  404: "not_found",
  413: "body_too_large",
  429: "too_many_requests",
  500: "internal",
  503: "unavailable",
};

export const everyFailureIsAProblem: Middleware = {
  onError({ error }) {
    return responseOf(noAnswer(error));
  },

  async onResponse({ response, options }) {
    const empty = response.status === 204 || response.type === "error";
    if (empty || (response.ok && options.parseAs !== "json")) return undefined;
    let body: string;
    try {
      body = await response.clone().text();
    } catch (error) {
      return responseOf(noAnswer(error));
    }
    if (response.ok) return isJson(body) ? undefined : responseOf(notJson(body));
    if (isProblem(response, body)) return undefined;
    return responseOf(refusal(response.status, body), response.headers);
  },
};

/** `fetch` rejects with a DOMException where the caller gave up, else with a TypeError. */
function noAnswer(error: unknown): Problem {
  const name = error instanceof Error ? error.name : "";
  if (name === "AbortError") return problem(0, "aborted", "The request was given up.");
  if (name === "TimeoutError") return problem(0, "timed_out", "There was no answer in time.");
  return problem(0, "no_answer", `The API could not be reached: ${reason(error)}`);
}

/** Node says no more than "fetch failed"; its cause says why. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${reason(error.cause)}`;
}

function notJson(body: string): Problem {
  return problem(0, "not_json", `The answer is no JSON, so it is not the API's: ${body.slice(0, QUOTED)}`);
}

/** The gateway says `{"message": …}`, and what stands before it says what it likes. */
function refusal(status: number, body: string): Problem {
  const said = (parsed(body) as { message?: unknown } | undefined)?.message;
  const words = typeof said === "string" ? said : body.slice(0, QUOTED);
  return problem(status, CODES[status] ?? `http_${status}`, `The request did not get to the API: ${words}`);
}

function isProblem(response: Response, body: string): boolean {
  const told = response.headers.get("Content-Type")?.startsWith(CONTENT_TYPE);
  return Boolean(told) && typeof (parsed(body) as Partial<Problem> | undefined)?.code === "string";
}

function isJson(body: string): boolean {
  return parsed(body) !== undefined;
}

/** The value of a JSON text; undefined where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
