/** What is kept of a login, and where. */

/** A login: its newest tokens, and when it began, by which it is told from another. Times as `Date.now()` has them. */
export interface Tokens {
  access_token: string;
  refresh_token: string;
  expires_at: number;
  logged_in_at: number;
}

/** Keeps a login. Each method may be asynchronous. */
export interface TokenStore {
  load(): Tokens | undefined | Promise<Tokens | undefined>;
  save(tokens: Tokens): void | Promise<void>;
  clear(): void | Promise<void>;
}

/** Keeps a login until the program or the page ends. */
export function inMemory(): TokenStore {
  let kept: Tokens | undefined;
  return {
    load: () => kept,
    save: (tokens) => {
      kept = tokens;
    },
    clear: () => {
      kept = undefined;
    },
  };
}

/** Keeps a login in `localStorage` or `sessionStorage`, where every script of the page can read it. */
export function inStorage(storage: Pick<Storage, "getItem" | "setItem" | "removeItem">, key = "dwipper"): TokenStore {
  return {
    load: () => tokensOf(storage.getItem(key)),
    save: (tokens) => storage.setItem(key, JSON.stringify(tokens)),
    clear: () => storage.removeItem(key),
  };
}

/** Nothing where somebody else has written what is there. */
function tokensOf(text: string | null): Tokens | undefined {
  try {
    const kept = JSON.parse(text ?? "null") as Tokens | null;
    return kept?.access_token && kept.refresh_token ? kept : undefined;
  } catch {
    return undefined;
  }
}
