/** All Dwipps that the page knows, by id. Lists hold ids alone, so that a change shows in all of them. */

import type { Schemas } from "dwipper-client";

import { type ReadonlySignal, type Signal, signal } from "@preact/signals";

export type Dwipp = Schemas["Dwipp"];
export type Mark = "upvoted" | "favorited";

const COUNTERS = { upvoted: "upvotes", favorited: "favorites" } as const satisfies Record<Mark, keyof Dwipp>;

interface Entry {
  /** As the API returned it last. */
  known: Dwipp | undefined;
  /** What the person has clicked and the API has not confirmed yet. */
  wanted: Partial<Record<Mark, boolean>>;
  /** As people see it: what is known, with what is wanted. */
  shown: Signal<Dwipp | undefined>;
  isDeleted: boolean;
  /** When a change by this person was confirmed, in milliseconds. */
  changedAt: number;
}

export class DwippStore {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Returns the Dwipp as people see it; undefined if it is unknown or deleted. */
  get(id: string): ReadonlySignal<Dwipp | undefined> {
    return this.entry(id).shown;
  }

  /** Returns the Dwipp as the API returned it last. */
  known(id: string): Dwipp | undefined {
    return this.entry(id).known;
  }

  isDeleted(id: string): boolean {
    return this.entry(id).isDeleted;
  }

  /** Stores a Dwipp of a list that was requested at this time. It is ignored if it is older than a change. */
  put(dwipp: Dwipp, requestedAt: number): void {
    const entry = this.entry(dwipp.id);
    const isOlder = requestedAt < entry.changedAt || (entry.known?.version ?? 0) > dwipp.version;
    if (!isOlder && !entry.isDeleted) show(entry, dwipp);
  }

  /** Stores the answer to a change by this person. */
  change(dwipp: Dwipp): void {
    const entry = this.entry(dwipp.id);
    entry.changedAt = this.now();
    show(entry, dwipp);
  }

  /** Forgets a deleted Dwipp, and never shows it again. */
  delete(id: string): void {
    const entry = this.entry(id);
    entry.isDeleted = true;
    show(entry, undefined);
  }

  /** Shows a mark at once. */
  want(id: string, mark: Mark, isOn: boolean): void {
    const entry = this.entry(id);
    entry.wanted[mark] = isOn;
    show(entry, entry.known);
  }

  /** Returns the mark that has to be sent to the API; undefined if the API has it. */
  wanted(id: string, mark: Mark): boolean | undefined {
    const { known, wanted } = this.entry(id);
    return known && wanted[mark] !== known.viewer[mark] ? wanted[mark] : undefined;
  }

  /** Shows what is known instead of what is wanted. */
  settle(id: string, mark: Mark): void {
    const entry = this.entry(id);
    delete entry.wanted[mark];
    show(entry, entry.known);
  }

  clear(): void {
    this.entries.clear();
  }

  private entry(id: string): Entry {
    let entry = this.entries.get(id);
    if (!entry) {
      entry = { known: undefined, wanted: {}, shown: signal(undefined), isDeleted: false, changedAt: -Infinity };
      this.entries.set(id, entry);
    }
    return entry;
  }
}

function show(entry: Entry, known: Dwipp | undefined): void {
  entry.known = known;
  const shown = known && { ...known, viewer: { ...known.viewer } };
  for (const [mark, isOn] of Object.entries(entry.wanted) as [Mark, boolean][]) {
    if (!shown || shown.viewer[mark] === isOn) continue;
    shown.viewer[mark] = isOn;
    shown[COUNTERS[mark]] = Math.max(0, shown[COUNTERS[mark]] + (isOn ? 1 : -1));
  }
  entry.shown.value = shown;
}

export const dwipps = new DwippStore();
