/** The contract's lengths, in characters. */

export const LONGEST_TEXT = 280;
export const LONGEST_NAME = 50;
export const SHORTEST_PASSWORD = 8;
