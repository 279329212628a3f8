/**
 * The lists of the page. They live until somebody else logs in, so that a list is as it was when one comes back. A link
 * reads them again; of the feed it shows how many Dwipps are new.
 */

import { signal } from "@preact/signals";
import type { Schemas } from "dwipper-client";

import { place } from "../routing.js";
import { api } from "../session.js";
import { isDwippPage, isPeoplePage, understood } from "../shapes.js";
import { type Dwipp, dwipps } from "../store/dwipps.js";
import { endEdits } from "../store/edits.js";
import { List, type ListOptions } from "./list.js";

export type DwippList = List<Dwipp, { id: string }>;
export type PeopleList = List<Schemas["Favoriter"], Schemas["Favoriter"]>;

const lists = signal(new Map<string, DwippList>());

export const everyones = () => dwippList("feed", "", (query) => api.GET("/api/v1/dwipps", { params: { query } }));

export const mine = () => dwippList("mine", place.value.key, (query) => api.GET("/api/v1/me/dwipps", { params: { query } }));

export const favorites = () =>
  dwippList("favorites", place.value.key, (query) => api.GET("/api/v1/me/favorites", { params: { query } }));

export const writtenBy = (user_id: string) =>
  dwippList(user_id, place.value.key, (query) => api.GET("/api/v1/users/{user_id}/dwipps", { params: { path: { user_id }, query } }));

/** Who favorited a Dwipp, read again each time. */
export function favoriters(dwipp_id: string): PeopleList {
  return new List({
    ask: (query) =>
      understood(api.GET("/api/v1/dwipps/{dwipp_id}/favorites", { params: { path: { dwipp_id }, query } }), isPeoplePage),
    keep: (person) => person,
  });
}

/**
 * Forgets a list, so that it is read again when it is shown next. Of a person, the name is the id. If somebody has left
 * the place where the change began, its list may be shown already: it is read again at once.
 */
export function outdate(name: string, begunAt: string): void {
  const known = lists.peek();
  for (const key of known.keys()) if (key.startsWith(`${name} `)) known.delete(key);
  if (begunAt !== place.peek().key) lists.value = new Map(known);
}

/** Forgets what one person has seen. */
export function forgetAll(): void {
  endEdits();
  lists.peek().clear();
  dwipps.clear();
}

/** Returns the list of an entry of the history. */
function dwippList(name: string, entry: string, ask: ListOptions<Dwipp, never>["ask"]): DwippList {
  const key = `${name} ${entry}`;
  let list = lists.value.get(key);
  if (!list) {
    list = new List({ ask: (query) => understood(ask(query), isDwippPage), keep: remember });
    lists.value.set(key, list);
  }
  return list;
}

function remember(dwipp: Dwipp, requestedAt: number): { id: string } {
  dwipps.put(dwipp, requestedAt);
  return { id: dwipp.id };
}
