/** A list of the API, page by page. */

import type { Answer, Problem } from "dwipper-client";

import { signal } from "@preact/signals";

import { retried } from "./calls.js";

export const PAGE_SIZE = 20;

export interface Query {
  limit: number;
  cursor?: string;
}

interface Fetched<Item> {
  items: Item[];
  next_cursor: string | null;
}

/** Items that were loaded together, and are shown or let go of together. */
export interface ListPage<Item> {
  key: number;
  items: Item[];
  isNear: boolean;
  /** Pixels when it was near the screen last. */
  height: number;
}

/** Newer items that are not shown yet. If there are older ones between them and the list, `cursor` leads to these. */
interface Held<Item> {
  items: Item[];
  cursor: string | null;
  isGap: boolean;
}

export interface ListOptions<Item, Kept> {
  ask: (query: Query) => Promise<Answer<Fetched<Item>>>;
  /** Returns what the list keeps of an item that was requested at this time. */
  keep: (item: Item, requestedAt: number) => Kept;
  wait?: (seconds: number) => Promise<void>;
  now?: () => number;
}

/** What a list shows, without what it asks for. */
export type Shown<Kept extends { id: string }> = Pick<List<never, Kept>, "pages" | "state" | "problem" | "more">;

export class List<Item, Kept extends { id: string }> {
  readonly pages = signal<readonly ListPage<Kept>[]>([]);
  readonly state = signal<"ready" | "loading" | "failed" | "complete">("ready");
  readonly problem = signal<Problem | undefined>(undefined);
  readonly held = signal<Held<Kept> | undefined>(undefined);

  private cursor: string | null = null;
  private readonly known = new Set<string>();
  private running: Promise<void> | undefined;
  private keys = 0;

  constructor(private readonly options: ListOptions<Item, Kept>) {}

  /** Loads the next page, once for all who ask. */
  more(): Promise<void> {
    if (this.state.value === "complete") return Promise.resolve();
    this.running ??= this.load().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** Looks for newer items, and holds them. */
  async lookForNew(): Promise<void> {
    const oldest = this.pages.value.at(-1)?.items.at(-1)?.id ?? "";
    const { data } = await this.fetch(null);
    if (!data) return;
    const items = data.items.filter(({ id }) => !this.known.has(id) && id > oldest);
    const isGap = items.length === data.items.length;
    this.held.value = items.length ? { items, cursor: data.next_cursor, isGap } : undefined;
  }

  /** Shows what is held. */
  showHeld(): void {
    const held = this.held.value;
    if (!held) return;
    this.held.value = undefined;
    if (held.isGap) this.startAgain(held);
    else this.addFirst(held.items);
  }

  /** Shows items at the start of the list. */
  addFirst(items: Kept[]): void {
    this.pages.value = [this.page(items), ...this.pages.value];
  }

  private startAgain({ items, cursor }: Held<Kept>): void {
    this.known.clear();
    this.pages.value = [this.page(items)];
    this.continueAt(cursor);
  }

  private async load(): Promise<void> {
    const { cursor } = this;
    this.state.value = "loading";
    const { data, error } = await this.fetch(cursor);
    if (cursor !== this.cursor) return; // the list has started again meanwhile
    if (error) {
      this.problem.value = error;
      this.state.value = "failed";
      return;
    }
    const page = this.page(data.items);
    if (page.items.length) this.pages.value = [...this.pages.value, page];
    this.continueAt(data.next_cursor);
  }

  private async fetch(cursor: string | null): Promise<Answer<Fetched<Kept>>> {
    const { ask, keep, wait, now = () => performance.now() } = this.options;
    const requestedAt = now();
    const answer = await retried(() => ask({ limit: PAGE_SIZE, ...(cursor && { cursor }) }), wait);
    if (answer.error) return answer;
    return { ...answer, data: { ...answer.data, items: answer.data.items.map((item) => keep(item, requestedAt)) } };
  }

  private continueAt(cursor: string | null): void {
    this.cursor = cursor;
    this.problem.value = undefined;
    this.state.value = cursor === null ? "complete" : "ready";
  }

  private page(items: Kept[]): ListPage<Kept> {
    const added = items.filter(({ id }) => !this.known.has(id));
    for (const { id } of added) this.known.add(id);
    this.keys += 1;
    return { key: this.keys, items: added, isNear: true, height: 0 };
  }
}
