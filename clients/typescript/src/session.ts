/** A lasting login: stores its tokens and refreshes them when they expire, once for all waiting calls. */

import { createDwipperClient, type DwipperClient, type DwipperOptions, type Schemas } from "./client.js";
import { type Answer, type Problem, responseOf } from "./problems.js";
import { EARLY, rejectsToken, withToken } from "./sending.js";
import { inMemory, type Tokens, type TokenStore } from "./tokens.js";

export interface SessionOptions extends Pick<DwipperOptions, "baseUrl" | "fetch"> {
  /** Where the login is stored; in memory by default. */
  store?: TokenStore;
}

export interface DwipperSession {
  /** Calls as the person who is logged in. */
  api: DwipperClient;
  logIn(login: Schemas["Login"]): Promise<Answer<Schemas["Session"]>>;
  /** Logs out all sessions. The stored login is removed even if the call fails. */
  logOut(): Promise<Answer<undefined>>;
}

/** Returns a session that continues with the stored login, if there is one. */
export function createSession({ baseUrl, fetch = (request) => globalThis.fetch(request), store = inMemory() }: SessionOptions): DwipperSession {
  const anonymous = createDwipperClient({ baseUrl, fetch });
  const refresher = new Refresher(anonymous, store);

  async function send(request: Request): Promise<Response> {
    const again = request.clone();
    let tokens = await store.load();
    if (tokens && tokens.expires_at - EARLY < Date.now()) {
      const { tokens: fresh, problem } = await refresher.refreshed(tokens);
      if (problem) return responseOf(problem);
      tokens = fresh;
    }
    const response = await fetch(withToken(request, tokens?.access_token));
    if (!tokens || !(await rejectsToken(response))) return response;
    const { tokens: fresh, problem } = await refresher.refreshed(tokens);
    if (problem) return responseOf(problem);
    return fresh ? fetch(withToken(again, fresh.access_token)) : response;
  }

  const api = createDwipperClient({ baseUrl, fetch: send });
  return {
    api,
    async logIn(body) {
      const answer = await anonymous.POST("/api/v1/sessions", { body });
      if (answer.data) await store.save(tokensOf(answer.data));
      return answer;
    },
    async logOut() {
      const answer = await api.DELETE("/api/v1/sessions");
      await store.clear();
      return answer;
    },
  };
}

/** The tokens after a refresh, or the problem that prevented it. */
interface Refreshed {
  tokens?: Tokens | undefined;
  problem?: Problem | undefined;
}

class Refresher {
  private running: Promise<Problem | undefined> | undefined;

  constructor(
    private readonly api: DwipperClient,
    private readonly store: TokenStore,
  ) {}

  /** Returns newer tokens of the same login; none if it has ended or another login has started. */
  async refreshed(old: Tokens): Promise<Refreshed> {
    this.running ??= this.refresh(old).finally(() => {
      this.running = undefined;
    });
    const problem = await this.running;
    return problem ? { problem } : { tokens: await this.kept(old) };
  }

  /** Returns a problem if it is unknown whether the login is still valid. */
  private async refresh(old: Tokens): Promise<Problem | undefined> {
    const before = await this.kept(old);
    if (before?.access_token !== old.access_token) return undefined; // refreshed already, by another call or page
    const body = { refresh_token: before.refresh_token };
    const { data, error } = await this.api.POST("/api/v1/sessions/refresh", { body });
    const isLoggedIn = await this.kept(old);
    if (error && error.status !== 401 && error.status !== 422) return error;
    if (error && isLoggedIn) await this.store.clear();
    if (data && isLoggedIn) await this.store.save(tokensOf(data, old.logged_in_at));
    return undefined;
  }

  private async kept(old: Tokens): Promise<Tokens | undefined> {
    const tokens = await this.store.load();
    return tokens?.logged_in_at === old.logged_in_at ? tokens : undefined;
  }
}

function tokensOf(session: Schemas["Session"], loggedInAt = Date.now()): Tokens {
  const { access_token, refresh_token, expires_in } = session;
  return { access_token, refresh_token, expires_at: Date.now() + expires_in * 1000, logged_in_at: loggedInAt };
}
