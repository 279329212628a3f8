/** Typed calls of the API, from its contract openapi.json. */

import createClient, { type Client, type Middleware } from "openapi-fetch";

import { everyFailureIsAProblem } from "./failures.js";
import type { WithProblems } from "./problems.js";
import type { components, paths } from "./schema.js";

/** The contract's schemas by name: `Schemas["Dwipp"]`. */
export type Schemas = components["schemas"];

export type DwipperClient = Client<WithProblems<paths>>;

type MaybeToken = string | undefined;

export interface DwipperOptions {
  /** The API's URL without the contract's paths. */
  baseUrl: string;
  /** A login's `access_token`, or a function that returns it for each call; undefined before a login. */
  accessToken?: MaybeToken | (() => MaybeToken | Promise<MaybeToken>);
  /** Sends requests in place of the global `fetch`. */
  fetch?: (request: Request) => Promise<Response>;
}

/** Returns a client. Its calls return either `data` or `error`, a `Problem`, and never throw. */
export function createDwipperClient({ baseUrl, accessToken, fetch }: DwipperOptions): DwipperClient {
  const client = createClient<WithProblems<paths>>({ baseUrl, ...(fetch && { fetch }) });
  client.use(bearer(accessToken), everyFailureIsAProblem);
  return client;
}

function bearer(accessToken: DwipperOptions["accessToken"]): Middleware {
  return {
    async onRequest({ request }) {
      const token = typeof accessToken === "function" ? await accessToken() : accessToken;
      if (token) request.headers.set("Authorization", `Bearer ${token}`);
    },
  };
}
