/** Answers of the API, as its client returns them. */

import type { Answer } from "dwipper-client";

export function ok<Data>(data: Data): Answer<Data> {
  return { data, response: new Response("{}") };
}

export function failed(status: number, code: string, headers: Record<string, string> = {}): Answer<never> {
  const error = { type: `urn:dwipper:problem:${code}`, title: code, status, detail: "", code };
  return { error, response: status ? new Response("{}", { status, headers }) : Response.error() };
}

/** Returns a promise, and the function that fulfils it. */
export function promised<Value>(): [Promise<Value>, (value: Value) => void] {
  let fulfil: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((resolve) => {
    fulfil = resolve;
  });
  return [promise, fulfil];
}
