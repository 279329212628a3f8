/** Calls of the API that wait for it when it is busy, and that share one request. */

import type { Answer } from "dwipper-client";

import { loginNumber } from "../logins.js";

const ATTEMPTS = 3;
const PAUSE = 2; // seconds, if the API does not say how long to wait
const LONGEST_PAUSE = 10;

type Wait = (seconds: number) => Promise<void>;

const wait: Wait = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/**
 * Repeats a call that is safe to repeat while the answer is 503, after the seconds of `Retry-After`. It is not repeated
 * in another login, which may be another person's.
 */
export async function retried<Data>(call: () => Promise<Answer<Data>>, pause: Wait = wait): Promise<Answer<Data>> {
  const login = loginNumber.peek();
  for (let attempt = 1; ; attempt += 1) {
    const answer = await call();
    if (answer.error?.status !== 503 || attempt === ATTEMPTS) return answer;
    await pause(Math.min(secondsToWait(answer.response) ?? PAUSE, LONGEST_PAUSE));
    if (loginNumber.peek() !== login) return answer;
  }
}

/** Returns the seconds of `Retry-After`; undefined if the response has none. */
function secondsToWait(response: Response): number | undefined {
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}

const running = new Map<string, Promise<unknown>>();

/** Returns the result of the request with this name that runs in this login already, or starts it. */
export function shared<Result>(name: string, start: () => Promise<Result>): Promise<Result> {
  const key = `${loginNumber.peek()} ${name}`;
  const request = running.get(key) ?? start().finally(() => running.delete(key));
  running.set(key, request);
  return request as Promise<Result>;
}
