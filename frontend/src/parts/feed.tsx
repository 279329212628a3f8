/** A list without end. What is far from the screen is let go of; an empty box of its height stays. */

import { useSignal, useSignalEffect } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";
import { useEffect } from "preact/hooks";

import { isOnline } from "../online.js";
import type { ListPage, Shown } from "../queries/list.js";
import { Trouble } from "./trouble.js";
import { useNearby } from "./nearby.js";

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

function Slab<Item extends { id: string }>({ page, item, before, size }: SlabProps<Item>) {
  const isNear = useSignal(page.isNear);
  const box = useNearby((isNow) => {
    if (isNow) isNear.value = page.isNear = true;
    else if (page.isNear && box.current && !box.current.contains(document.activeElement)) {
      measure();
      isNear.value = page.isNear = false;
    }
  });
  function measure() {
    if (box.current) page.height = box.current.getBoundingClientRect().height;
  }
  useEffect(() => () => void (page.isNear && measure()), []); // for somebody who comes back to the list
  if (!isNear.value) return <div ref={box} style={{ blockSize: `${page.height}px` }} />;
  return <div ref={box}>{page.items.map((one, index) => item(one, { position: before + index + 1, size }))}</div>;
}

/** Loads the next page when it comes close. A list that gets its first page has another one: nothing then shifts. */
function End<Item extends { id: string }>({ list, isEmpty }: { list: Shown<Item>; isEmpty: boolean }) {
  const isNear = useSignal(false);
  const box = useNearby((isNow) => (isNear.value = isNow));
  useSignalEffect(() => {
    if (isNear.value && list.state.value === "ready") void list.more();
  });
  useSignalEffect(() => {
    if (isOnline.value && list.state.peek() === "failed") void list.more();
  });
  const { value: problem } = list.problem;
  const { value: state } = list.state;
  return (
    <div class="end" ref={box}>
      {state === "failed" && problem && <Trouble problem={problem} again={() => void list.more()} />}
      {state === "loading" && <Skeletons count={isEmpty ? 5 : 1} />}
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
