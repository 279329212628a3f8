/** The contract's lengths, in characters. */

export const LONGEST_TEXT = 280;
export const SHORTEST_PASSWORD = 8;
