/** What this browser keeps over a reload. Private windows may refuse to keep anything. */

const PREFIX = "dwipper.";

export function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text, or forgets the one before. */
export function keep(name: string, text: string | undefined): void {
  try {
    if (text === undefined) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, text);
  } catch {
    // The page works without it, until the next reload.
  }
}
