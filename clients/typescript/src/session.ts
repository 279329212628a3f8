/** A login that lasts: its tokens are kept, and refreshed when they expire, once for all calls that wait for it. */

import { createDwipperClient, type DwipperClient, type DwipperOptions, type Schemas } from "./client.js";
import { type Answer, type Problem, responseOf } from "./problems.js";
import { inMemory, type Tokens, type TokenStore } from "./tokens.js";

const EARLY = 30_000; // milliseconds before its expiry in which a token is not sent any more

export interface SessionOptions extends Pick<DwipperOptions, "baseUrl" | "fetch"> {
  /** Where the login is kept; in memory unless told. */
  store?: TokenStore;
}

export interface DwipperSession {
  /** Calls in the name of whoever is logged in. */
  api: DwipperClient;
  logIn(login: Schemas["Login"]): Promise<Answer<Schemas["Session"]>>;
  /** Logs out everywhere. Here the login is forgotten, whatever the API answers. */
  logOut(): Promise<Answer<undefined>>;
}

/** A session; it goes on with the login that its store holds. */
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
    const response = await fetch(withToken(request, tokens));
    if (!tokens || response.status !== 401 || (await isAboutMore(response))) return response;
    const { tokens: fresh, problem } = await refresher.refreshed(tokens);
    if (problem) return responseOf(problem);
    return fresh ? fetch(withToken(again, fresh)) : response;
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

/** What is there to send after a refresh; or the problem that kept it from happening. */
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

  /** Newer tokens of the same login; none where it has ended, or another has begun. */
  async refreshed(old: Tokens): Promise<Refreshed> {
    this.running ??= this.refresh(old).finally(() => {
      this.running = undefined;
    });
    const problem = await this.running;
    return problem ? { problem } : { tokens: await this.kept(old) };
  }

  /** A problem where it is not known whether the login goes on. */
  private async refresh(old: Tokens): Promise<Problem | undefined> {
    const before = await this.kept(old);
    if (before?.access_token !== old.access_token) return undefined; // done, by a call or a page before
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

function withToken(request: Request, tokens: Tokens | undefined): Request {
  if (tokens) request.headers.set("Authorization", `Bearer ${tokens.access_token}`);
  return request;
}

/** Whether a 401 is about something else than the access token: a wrong password, which is not to be tried twice. */
async function isAboutMore(response: Response): Promise<boolean> {
  const { code } = (await response.clone().json().catch(() => ({}))) as Partial<Problem>;
  return code !== undefined && code !== "unauthorized";
}
