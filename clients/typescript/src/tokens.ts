/** Stores of logins. */

/** A login: its newest tokens, and its start, which identifies it. Times are in milliseconds, as in `Date.now()`. */
export interface Tokens {
  access_token: string;
  refresh_token: string;
  expires_at: number;
  logged_in_at: number;
}

/** Stores a login. Each method may be asynchronous. */
export interface TokenStore {
  load(): Tokens | undefined | Promise<Tokens | undefined>;
  save(tokens: Tokens): void | Promise<void>;
  clear(): void | Promise<void>;
}

/** Stores a login until the program or the page ends. */
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

/** Stores a login in `localStorage` or `sessionStorage`, which every script of the page can read. */
export function inStorage(storage: Pick<Storage, "getItem" | "setItem" | "removeItem">, key = "dwipper"): TokenStore {
  return {
    load: () => tokensOf(storage.getItem(key)),
    save: (tokens) => storage.setItem(key, JSON.stringify(tokens)),
    clear: () => storage.removeItem(key),
  };
}

/** Returns undefined if the text is not a login. */
function tokensOf(text: string | null): Tokens | undefined {
  try {
    const kept = JSON.parse(text ?? "null") as Tokens | null;
    return kept?.access_token && kept.refresh_token ? kept : undefined;
  } catch {
    return undefined;
  }
}
