/** What this browser keeps over a reload. Private windows may refuse to keep anything. */

const PREFIX = "dwipper.";

type Place = "localStorage" | "sessionStorage"; // of the browser, of the tab

export function kept(name: string, place: Place = "localStorage"): string | undefined {
  try {
    return window[place].getItem(PREFIX + name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text, or forgets the one before. */
export function keep(name: string, text: string | undefined, place: Place = "localStorage"): void {
  try {
    if (text === undefined) window[place].removeItem(PREFIX + name);
    else window[place].setItem(PREFIX + name, text);
  } catch {
    // The page works without it, until the next reload.
  }
}
