/** Typed calls: the paths, parameters, bodies and answers of the contract, openapi.json. */

import createClient, { type Client, type Middleware } from "openapi-fetch";

import { everyFailureIsAProblem } from "./failures.js";
import type { WithProblems } from "./problems.js";
import type { components, paths } from "./schema.js";

/** What the API takes and gives, by its name in the contract: `Schemas["Dwipp"]`. */
export type Schemas = components["schemas"];

export type DwipperClient = Client<WithProblems<paths>>;

type MaybeToken = string | undefined;

export interface DwipperOptions {
  /** Where the API is: the contract's paths are appended to it. */
  baseUrl: string;
  /** A login's `access_token`, or what gives it at each call; nothing before a login. */
  accessToken?: MaybeToken | (() => MaybeToken | Promise<MaybeToken>);
  /** What sends a request, in place of the global `fetch`. */
  fetch?: (request: Request) => Promise<Response>;
}

/** A client whose every call answers either `data` or `error`, a `Problem`; none throws. */
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
