/** Dwipper's API, typed: calls, a session, pages. */

export { type BrowserSession, type BrowserSessionOptions, createBrowserSession, type Marks, type SessionState } from "./browser.js";
export { createDwipperClient, type DwipperClient, type DwipperOptions, type Schemas } from "./client.js";
export { type From, pages } from "./pages.js";
export { type Answer, dataOf, type Problem, ProblemError } from "./problems.js";
export { createSession, type DwipperSession, type SessionOptions } from "./session.js";
export { inMemory, inStorage, type Tokens, type TokenStore } from "./tokens.js";
