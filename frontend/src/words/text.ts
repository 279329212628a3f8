/** Texts as the API counts them, and numbers as people read them. */

const LONGEST_START = 60; // characters

const short = new Intl.NumberFormat("en", { notation: "compact" });

/** Returns the characters that the API counts: Unicode characters, composed and trimmed. */
export function lengthOf(text: string): number {
  return [...text.replaceAll("\r\n", "\n").normalize("NFC").trim()].length;
}

/** Returns "1.2K" for 1234. */
export function shortNumber(count: number): string {
  return short.format(count);
}

/** Returns "1 upvote", "2 upvotes" or "1.2K upvotes". */
export function counted(count: number, word: string): string {
  return `${shortNumber(count)} ${word}${count === 1 ? "" : "s"}`;
}

/** Returns the first words of a text, in one line. */
export function startOf(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, " ");
  const start = [...line].slice(0, LONGEST_START).join("");
  return start === line ? line : `${start.replace(/ \S*$/, "")}…`;
}
