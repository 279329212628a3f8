/** Lists, page by page. */

import type { Answer } from "./problems.js";

interface Page {
  items: unknown[];
  next_cursor?: string | null;
}

/** Where a page starts: nothing for the first page, then the cursor of the page before. */
export interface From {
  cursor?: string;
}

/**
 * Yields the pages of any list, until its end or the first problem.
 *
 * `pages((from) => api.GET("/api/v1/dwipps", { params: { query: { limit: 100, ...from } } }))`
 */
export async function* pages<List extends Page>(
  ask: (from: From) => Promise<Answer<List>>,
): AsyncGenerator<Answer<List>, void, undefined> {
  let from: From | undefined = {};
  while (from) {
    const answer: Answer<List> = await ask(from);
    yield answer;
    from = answer.data?.next_cursor ? { cursor: answer.data.next_cursor } : undefined;
  }
}
