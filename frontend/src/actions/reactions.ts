/** Upvotes and favorites: shown at once, sent one after the other, taken back if they fail. */

import type { Answer, Problem } from "dwipper-client";

import { loginNumber } from "../logins.js";
import { retried } from "../queries/calls.js";
import type { Dwipp, DwippStore, Mark } from "../store/dwipps.js";

export interface Reactions {
  store: DwippStore;
  send: (id: string, mark: Mark, isOn: boolean) => Promise<Answer<Dwipp>>;
  onFailure: (problem: Problem, mark: Mark, isOn: boolean) => void;
}

/** Returns the function that sets a mark or removes it. */
export function reactions({ store, send, onFailure }: Reactions) {
  const sending = new Set<string>();

  return async function toggle(id: string, mark: Mark): Promise<void> {
    const shown = store.get(id).value;
    if (!shown) return;
    store.want(id, mark, !shown.viewer[mark]);
    const login = loginNumber.peek();
    const key = `${login} ${id} ${mark}`;
    if (sending.has(key)) return; // the running call sends the last wish when it is through
    sending.add(key);
    for (let isOn = store.wanted(id, mark); isOn !== undefined; isOn = store.wanted(id, mark)) {
      const wish = isOn;
      const { data, error } = await retried(() => send(id, mark, wish));
      if (loginNumber.peek() !== login) return; // the store is the next person's
      const isStillWanted = store.wanted(id, mark) === wish;
      if (data) store.change(data);
      if (isStillWanted) store.settle(id, mark);
      if (error?.code === "not_found") store.delete(id);
      if (error && isStillWanted) onFailure(error, mark, wish);
    }
    store.settle(id, mark);
    sending.delete(key);
  };
}
