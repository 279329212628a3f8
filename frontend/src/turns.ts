/** Work that can wait, one piece a frame. */

const waiting: (() => void)[] = [];

/** Does a piece of work in a task of its own, after those that wait already. */
export function inTurn(work: () => void): void {
  waiting.push(work);
  if (waiting.length === 1) afterPaint(next);
}

function next(): void {
  waiting[0]?.();
  waiting.shift();
  if (waiting.length) afterPaint(next);
}

/** A timer alone does not wait for the frame of the piece before, so that a busy device would lay out many at once. */
function afterPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work));
}
