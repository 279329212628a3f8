/** The lists of the page. They live until somebody else logs in, so that a list is as it was when one comes back. */

import type { Schemas } from "dwipper-client";

import { api } from "../session.js";
import { type Dwipp, dwipps } from "../store/dwipps.js";
import { List, type ListOptions } from "./list.js";

export type DwippList = List<Dwipp, { id: string }>;
export type PeopleList = List<Schemas["Favoriter"], Schemas["Favoriter"]>;

const lists = new Map<string, DwippList>();

export const everyones = () => dwippList("feed", (query) => api.GET("/api/v1/dwipps", { params: { query } }));

export const mine = () => dwippList("mine", (query) => api.GET("/api/v1/me/dwipps", { params: { query } }));

export const favorites = () =>
  dwippList("favorites", (query) => api.GET("/api/v1/me/favorites", { params: { query } }));

export const writtenBy = (user_id: string) =>
  dwippList(user_id, (query) => api.GET("/api/v1/users/{user_id}/dwipps", { params: { path: { user_id }, query } }));

/** Who favorited a Dwipp, read again each time. */
export function favoriters(dwipp_id: string): PeopleList {
  return new List({
    ask: (query) => api.GET("/api/v1/dwipps/{dwipp_id}/favorites", { params: { path: { dwipp_id }, query } }),
    keep: (person) => person,
  });
}

/** Forgets a list, so that it is read again when it is shown next. */
export function outdate(list: "mine" | "favorites"): void {
  lists.delete(list);
}

/** Forgets what one person has seen. */
export function forgetAll(): void {
  lists.clear();
  dwipps.clear();
}

function dwippList(name: string, ask: ListOptions<Dwipp, never>["ask"]): DwippList {
  let list = lists.get(name);
  if (!list) {
    list = new List({ ask, keep: remember });
    lists.set(name, list);
  }
  return list;
}

function remember(dwipp: Dwipp, requestedAt: number): { id: string } {
  dwipps.put(dwipp, requestedAt);
  return { id: dwipp.id };
}
