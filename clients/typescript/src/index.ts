/** Typed calls to Dwipper's API: the paths, parameters, bodies and answers of its contract, openapi.json. */

import createClient, { type Client, type Middleware } from "openapi-fetch";

import { gatewayProblems, type WithProblems } from "./problems.js";
import type { components, paths } from "./schema.js";

export { dataOf, type Problem, ProblemError } from "./problems.js";

/** What the API takes and gives, by its name in the contract: `Schemas["Dwipp"]`. */
export type Schemas = components["schemas"];

export type DwipperClient = Client<WithProblems<paths>>;

type MaybeToken = string | undefined;

export interface DwipperOptions {
  /** Where the API is: the contract's paths are appended to it. */
  baseUrl: string;
  /** A login's `access_token`, or what gives it at each call; nothing before a login. */
  accessToken?: MaybeToken | (() => MaybeToken | Promise<MaybeToken>);
}

/** A client whose every call answers either `data` or `error`, a `Problem`. */
export function createDwipperClient({ baseUrl, accessToken }: DwipperOptions): DwipperClient {
  const client = createClient<WithProblems<paths>>({ baseUrl });
  client.use(bearer(accessToken), gatewayProblems);
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
