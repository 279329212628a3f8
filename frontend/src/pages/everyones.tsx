/** The feed, and the place to write. */

import { useEffect } from "preact/hooks";

import { announce } from "../announcer.js";
import { Composer } from "../parts/composer.js";
import { DwippArticle } from "../parts/dwipp.js";
import { Feed } from "../parts/feed.js";
import { Page } from "../parts/page.js";
import { everyones } from "../queries/lists.js";
import { counted } from "../words/text.js";

const OFTEN = 20_000; // milliseconds between two looks for new Dwipps

export function Everyones() {
  const list = everyones();
  useEffect(() => {
    const look = () => {
      if (!document.hidden && navigator.onLine && list.pages.value.length) void list.lookForNew();
    };
    const timer = setInterval(look, OFTEN);
    const events = ["focus", "online"] as const;
    for (const event of events) addEventListener(event, look);
    look();
    return () => {
      clearInterval(timer);
      for (const event of events) removeEventListener(event, look);
    };
  }, [list]);
  return (
    <Page title="Feed">
      <Composer />
      <New />
      <Feed
        list={list}
        label="Everyone's Dwipps"
        item={({ id }, position) => <DwippArticle key={id} id={id} position={position} />}
        empty={<p>Nobody has thought anything yet. Be the first.</p>}
      />
    </Page>
  );
}

/** Holds new Dwipps back until the person asks for them. */
function New() {
  const list = everyones();
  const held = list.held.value;
  const words = held && `${held.items.length}${held.isGap ? "+" : ""} new`;
  useEffect(() => {
    if (held) announce(counted(held.items.length, "new Dwipp"));
  }, [held?.items.length]);
  return (
    <div class="new">
      {held && (
        <button
          type="button"
          onClick={() => {
            list.showHeld();
            scrollTo(0, 0);
            document.querySelector("main")?.focus({ preventScroll: true });
          }}
        >
          {words}
        </button>
      )}
    </div>
  );
}
