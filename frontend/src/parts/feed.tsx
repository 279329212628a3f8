/** A list without end. What is far from the screen is let go of; an empty box of its height stays. */

import { useSignal, useSignalEffect } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";

import type { ListPage, Shown } from "../queries/list.js";
import { inTurn } from "../turns.js";
import { Trouble } from "./trouble.js";
import { useNearby } from "./nearby.js";

const PIECE = 5; // items that are rendered at once
const USUAL_HEIGHT = 150; // pixels of an item, until its page was shown as a whole

/** Where an item is in its list. `size` is -1 while the list goes on. */
export interface Position {
  position: number;
  size: number;
}

interface FeedProps<Item extends { id: string }> {
  list: Shown<Item>;
  label: string;
  item: (item: Item, position: Position) => VNode;
  /** Shown if there is nothing. */
  empty: ComponentChildren;
}

export function Feed<Item extends { id: string }>({ list, label, item, empty }: FeedProps<Item>) {
  const pages = list.pages.value;
  const state = list.state.value;
  const isComplete = state === "complete";
  const count = pages.reduce((sum, { items }) => sum + items.length, 0);
  let before = 0;
  if (isComplete && count === 0) return <div class="empty">{empty}</div>;
  return (
    <>
      <div {...(count > 0 && { role: "feed" as const, "aria-label": label })} aria-busy={state === "loading"}>
        {pages.map((page) => {
          const first = before;
          before += page.items.length;
          return <Slab key={page.key} page={page} item={item} before={first} size={isComplete ? count : -1} />;
        })}
      </div>
      <End key={count === 0 ? "first" : "later"} list={list} isEmpty={count === 0} />
    </>
  );
}

interface SlabProps<Item extends { id: string }> {
  page: ListPage<Item>;
  item: FeedProps<Item>["item"];
  before: number;
  size: number;
}

/** Shows its items a few at a time, so that the browser can paint and scroll in between. */
function Slab<Item extends { id: string }>({ page, item, before, size }: SlabProps<Item>) {
  const { items } = page;
  const shown = useSignal(!page.isNear ? 0 : page.height ? items.length : PIECE);
  const box = useNearby((isNow) => {
    if (isNow && !page.isNear) {
      page.isNear = true;
      grow();
    } else if (!isNow && page.isNear && box.current && !box.current.contains(document.activeElement)) {
      measure();
      page.isNear = false;
      shown.value = 0;
    }
  });
  function grow() {
    if (!page.isNear || shown.value >= items.length) return;
    inTurn(() => {
      if (page.isNear) shown.value += PIECE;
      grow();
    });
  }
  function measure() {
    if (box.current) page.height = box.current.getBoundingClientRect().height;
  }
  useEffect(grow, []);
  useLayoutEffect(() => () => void (page.isNear && measure()), []); // for somebody who comes back to the list
  const isWhole = shown.value >= items.length;
  return (
    <div ref={box} class="slab" style={{ minBlockSize: isWhole ? 0 : `${page.height || items.length * USUAL_HEIGHT}px` }}>
      {items.slice(0, shown.value).map((one, index) => item(one, { position: before + index + 1, size }))}
    </div>
  );
}

/** Loads the next page when it comes close. A list that gets its first page has another one: nothing then shifts. */
function End<Item extends { id: string }>({ list, isEmpty }: { list: Shown<Item>; isEmpty: boolean }) {
  const isNear = useSignal(false);
  const box = useNearby((isNow) => (isNear.value = isNow));
  useSignalEffect(() => {
    if (isNear.value && list.state.value === "ready") void list.more();
  });
  const { value: problem } = list.problem;
  const { value: state } = list.state;
  return (
    <div class="end" ref={box}>
      {state === "failed" && problem && <Trouble problem={problem} again={() => list.more()} />}
      {(state === "loading" || (isEmpty && state === "ready")) && <Skeletons count={isEmpty ? 5 : 1} />}
      {state === "complete" && <p class="bottom">That is all. The water has run clear.</p>}
    </div>
  );
}

function Skeletons({ count }: { count: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} class="dwipp skeleton">
          <i />
          <i />
          <i />
        </div>
      ))}
    </div>
  );
}
