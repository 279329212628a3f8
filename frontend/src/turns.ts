/** Work that can wait, one piece a frame. */

const FRAME = 16; // milliseconds

const waiting: (() => void)[] = [];

/** Does a piece of work in a task of its own, after those that wait already. */
export function inTurn(work: () => void): void {
  waiting.push(work);
  if (waiting.length === 1) setTimeout(next, FRAME);
}

function next(): void {
  waiting[0]?.();
  waiting.shift();
  if (waiting.length) setTimeout(next, FRAME);
}
