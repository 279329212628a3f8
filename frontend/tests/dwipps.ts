/** Makes Dwipps for tests. */

import contract from "../../openapi.json";

import type { Dwipp } from "../src/store/dwipps.js";

const { example } = contract.paths["/api/v1/dwipps/{dwipp_id}"].get.responses["200"].content["application/json"];

/** Returns the contract's example, without reactions of the caller. */
export function dwipp(changes: Partial<Dwipp> = {}): Dwipp {
  return { ...example, viewer: { upvoted: false, favorited: false, is_author: false }, ...changes };
}
