/** The address, and how people get from one to the next. */

import { signal } from "@preact/signals";

interface Left {
  /** Pixels scrolled down. */
  top: number;
  /** The element that had the focus, or the Dwipp around it. */
  focused: string | undefined;
}

interface Place {
  path: string;
  /** Identifies the entry of the history. */
  key: string;
  /** How the place was when the person left it; undefined if it is new. */
  left: Left | undefined;
}

const left = new Map<string, Left>();

export const place = signal<Place>({ path: pathNow(), key: keyOfEntry(crypto.randomUUID()), left: undefined });

/** Opens a path of the page. The present one is opened again, without a further entry of the history. */
export function go(path: string): void {
  if (path === location.pathname) {
    replace(path);
    return;
  }
  remember();
  open(path, "pushState");
}

/** Opens a path instead of the present one: Back does not lead to it again. */
export function replace(path: string): void {
  open(path, "replaceState");
}

function open(path: string, write: "pushState" | "replaceState"): void {
  const key = crypto.randomUUID();
  history[write]({ key }, "", path);
  place.value = { path, key, left: undefined };
}

/** Makes links and the buttons of the history work without a reload. */
export function startRouting(): void {
  history.scrollRestoration = "manual";
  addEventListener("click", (event) => {
    const path = pathOf(event);
    if (path === undefined) return;
    event.preventDefault();
    go(path);
  });
  addEventListener("popstate", () => {
    remember();
    const key = keyOfEntry(place.value.key); // the browser adds an entry for a hash, which is in the same place
    place.value = { path: pathNow(), key, left: left.get(key) };
  });
}

function remember(): void {
  const { activeElement } = document;
  const focused = activeElement?.id || activeElement?.closest("[data-dwipp]")?.id;
  left.set(place.value.key, { top: scrollY, focused });
}

/** Returns the path of the address, without slashes at its end. */
function pathNow(): string {
  return location.pathname.replace(/\/+$/, "") || "/";
}

/** Returns the key of the present entry of the history, which gets this one if it has none. */
function keyOfEntry(otherwise: string): string {
  const { key = otherwise } = (history.state ?? {}) as { key?: string };
  history.replaceState({ key }, "");
  return key;
}

/** Returns where a click leads to inside the page; undefined if the browser has to deal with it. */
function pathOf(event: MouseEvent): string | undefined {
  if (
    event.defaultPrevented ||
    event.button !== 0 ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey
  ) {
    return undefined;
  }
  const link = (event.target as Element | null)?.closest("a");
  const isOurs = link?.origin === location.origin && !link.target && !link.hasAttribute("data-away");
  return isOurs && !link.hash ? link.pathname : undefined;
}
