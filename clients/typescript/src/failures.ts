/** Converts other failures to problems: no response, a response that is no JSON object, the gateway's own errors. */

import type { Middleware } from "openapi-fetch";

import { CONTENT_TYPE, type Problem, problem, responseOf } from "./problems.js";

const QUOTED = 200; // characters of an unknown response

// The app's codes for these statuses.
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
    if (response.ok) return isObject(parsed(body)) ? undefined : responseOf(notJson(body));
    if (isProblem(response, body)) return undefined;
    return responseOf(refusal(response.status, body), response.headers);
  },
};

/** `fetch` rejects with a DOMException if the caller aborted, otherwise with a TypeError. */
function noAnswer(error: unknown): Problem {
  const name = error instanceof Error ? error.name : "";
  if (name === "AbortError") return problem(0, "aborted", "The request was aborted.");
  if (name === "TimeoutError") return problem(0, "timed_out", "The request timed out.");
  return problem(0, "no_answer", `The API could not be reached: ${reason(error)}`);
}

/** Node's message is only "fetch failed"; its cause has the reason. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${reason(error.cause)}`;
}

function notJson(body: string): Problem {
  return problem(0, "not_json", `The response is no JSON object, so it is not from the API: ${body.slice(0, QUOTED)}`);
}

/** The gateway sends `{"message": …}`; a proxy in front of it may send anything. */
function refusal(status: number, body: string): Problem {
  const said = (parsed(body) as { message?: unknown } | undefined)?.message;
  const words = typeof said === "string" ? said : body.slice(0, QUOTED);
  return problem(status, CODES[status] ?? `http_${status}`, `The request did not reach the API: ${words}`);
}

function isProblem(response: Response, body: string): boolean {
  const isLabelled = response.headers.get("Content-Type")?.startsWith(CONTENT_TYPE);
  return Boolean(isLabelled) && typeof (parsed(body) as Partial<Problem> | undefined)?.code === "string";
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** Returns the value of a JSON text; undefined if it is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
