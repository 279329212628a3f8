/**
 * A lasting login of a page. The access token is in memory only, and the refresh token in a cookie that no script can
 * read. All tabs of a page share one login, and refresh it once.
 */

import { createDwipperClient, type DwipperClient, type DwipperOptions, type Schemas } from "./client.js";
import { type Answer, type Problem, problem as problemOf, responseOf } from "./problems.js";
import { EARLY, rejectsToken, withToken } from "./sending.js";
import { Tabs } from "./tabs.js";

const NAME = "dwipper"; // of the mark, and of what the tabs share
const BROWSER = { header: { "Dwipper-Client": "browser" } } as const;
const ENDED = problemOf(401, "unauthorized", "The login of this call has ended.");

/** "unknown" until `resume` has asked the API, or if it could not be reached. */
export type SessionState = "unknown" | "logged in" | "logged out";

export interface BrowserSessionOptions extends Pick<DwipperOptions, "baseUrl" | "fetch"> {
  /** Keeps a mark that somebody has logged in, which is no secret; `localStorage` by default. */
  marks?: Marks;
}

export type Marks = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export interface BrowserSession {
  /** Calls as the person who is logged in. They wait for `resume`. If the login ends before the answer, that is 401. */
  api: DwipperClient;
  readonly state: SessionState;
  /** Calls a function after each change of the state, also by another tab. Returns a function that ends this. */
  subscribe(listener: (state: SessionState) => void): () => void;
  /** Continues the login that the cookie holds, for example after a reload. Returns a problem if that is not known. */
  resume(): Promise<Problem | undefined>;
  logIn(login: Schemas["Login"]): Promise<Answer<Schemas["BrowserSession"]>>;
  /** Logs out of this browser, in all its tabs. If the call fails, the person stays logged in. */
  logOut(): Promise<Answer<undefined>>;
  /** Logs out of all browsers, apps and scripts of this person. */
  logOutEverywhere(): Promise<Answer<undefined>>;
}

/** An access token of a login; times are in milliseconds, as in `Date.now()`. */
interface Access {
  token: string;
  expires_at: number;
  login: string;
}

/** Returns a session of a page of the API's own origin. */
export function createBrowserSession({ baseUrl, fetch = (request) => globalThis.fetch(request), marks = marksOfPage() }: BrowserSessionOptions): BrowserSession {
  const anonymous = createDwipperClient({ baseUrl, fetch });
  const tabs = new Tabs<Access | undefined>(`${NAME} ${baseUrl}`, take);
  const listeners = new Set<(state: SessionState) => void>();
  let state: SessionState = "unknown";
  let access: Access | undefined;
  let running: Promise<Problem | undefined> | undefined;

  function become(next: SessionState): void {
    if (state === next) return;
    state = next;
    for (const listener of [...listeners]) listener(state);
  }

  /** Uses an access token, or none. The token of another person starts another login. */
  function take(fresh: Access | undefined): void {
    const another = access && fresh && access.login !== fresh.login;
    access = fresh;
    if (another) become("logged out");
    become(fresh ? "logged in" : "logged out");
  }

  function share(fresh: Access | undefined): void {
    take(fresh);
    tabs.send(fresh);
  }

  function begin(session: Schemas["BrowserSession"], login: string): void {
    share({ token: session.access_token, expires_at: Date.now() + session.expires_in * 1000, login });
  }

  function end(): void {
    marks.removeItem(NAME);
    share(undefined);
  }

  /** Refreshes once for all calls of this tab, and for all tabs: those that waited find a newer token. */
  function refreshed(old: Access | undefined): Promise<Problem | undefined> {
    running ??= tabs.inTurn(async () => {
      if (access !== old) return undefined;
      const login = marks.getItem(NAME);
      if (!login) return void take(undefined);
      const { data, error } = await anonymous.POST("/api/v1/browser/sessions/refresh", { params: BROWSER });
      if (data) begin(data, login);
      if (error?.status === 401) return void end();
      return error;
    }).finally(() => {
      running = undefined;
    });
    return running;
  }

  /** Sends a request as the present login. After its end, nothing is sent or returned: the page may be another person's. */
  async function send(request: Request): Promise<Response> {
    const begun = access;
    if (state === "unknown" || (begun && begun.expires_at - EARLY < Date.now())) {
      const problem = await refreshed(begun);
      if (problem) return responseOf(problem);
    }
    if (hasEnded(begun)) return responseOf(ENDED);
    const used = access;
    const response = await sendWith(used, request);
    return hasEnded(used) ? responseOf(ENDED) : response;
  }

  /** Repeats a request once if its token is rejected and the same login has a newer one. */
  async function sendWith(used: Access | undefined, request: Request): Promise<Response> {
    const again = request.clone();
    const response = await whole(withToken(request, used?.token));
    if (!used || !(await rejectsToken(response))) return response;
    const problem = await refreshed(used);
    if (problem) return responseOf(problem);
    return hasEnded(used) ? response : whole(withToken(again, access?.token));
  }

  /** Returns a response when its body has arrived, too: the login may end between the two. */
  async function whole(request: Request): Promise<Response> {
    const response = await fetch(request);
    const body = await response.arrayBuffer();
    return new Response(body.byteLength ? body : null, response);
  }

  function hasEnded(login: Access | undefined): boolean {
    return login !== undefined && login.login !== access?.login;
  }

  /** Removes the cookie, and ends the login if that worked. A login that has begun meanwhile stays. */
  async function logOut(login = access): Promise<Answer<undefined>> {
    return tabs.inTurn(async () => {
      if (hasEnded(login)) return { data: undefined, response: new Response(null, { status: 204 }) };
      const answer = await anonymous.DELETE("/api/v1/browser/sessions", { params: BROWSER });
      if (!answer.error) end();
      return answer;
    });
  }

  const api = createDwipperClient({ baseUrl, fetch: send });
  return {
    api,
    get state() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    resume: () => refreshed(access),
    logIn: (body) =>
      tabs.inTurn(async () => {
        const answer = await anonymous.POST("/api/v1/browser/sessions", { params: BROWSER, body });
        if (answer.data) {
          const login = String(Math.random());
          marks.setItem(NAME, login);
          begin(answer.data, login);
        }
        return answer;
      }),
    logOut: () => logOut(),
    async logOutEverywhere() {
      const login = access;
      const answer = await api.DELETE("/api/v1/sessions");
      return answer.error && answer.error.status !== 401 ? answer : logOut(login);
    },
  };
}

function marksOfPage(): Marks {
  try {
    return globalThis.localStorage ?? inMemory();
  } catch {
    return inMemory(); // the browser blocks storage
  }
}

function inMemory(): Marks {
  const kept = new Map<string, string>();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
}
