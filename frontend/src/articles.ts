/** The Dwipps on the page, in their order: where the focus is, and where it goes. */

const BAR = 100; // pixels at the top that count as passed

function all(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-dwipp]")];
}

function focused(): HTMLElement | undefined {
  return document.activeElement?.closest<HTMLElement>("[data-dwipp]") ?? undefined;
}

/** Returns the id of the Dwipp that has the focus, itself or in one of its buttons. */
export function focusedId(): string | undefined {
  return focused()?.dataset["dwipp"];
}

/** Moves the focus to the next Dwipp or the one before; without a focus, to the first on the screen. */
export function moveFocus(by: 1 | -1): void {
  const articles = all();
  const current = focused();
  const index = current ? articles.indexOf(current) + by : articles.findIndex(isOnScreen);
  articles[index]?.focus({ preventScroll: true });
  articles[index]?.scrollIntoView({ block: "nearest" });
}

/** Returns the Dwipp after this one, or before it at the end. */
export function neighbour(id: string): HTMLElement | undefined {
  const articles = all();
  const index = articles.findIndex((article) => article.dataset["dwipp"] === id);
  return articles[index + 1] ?? articles[index - 1];
}

function isOnScreen(article: HTMLElement): boolean {
  return article.getBoundingClientRect().bottom > BAR;
}
