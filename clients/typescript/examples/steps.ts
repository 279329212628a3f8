/** A walk in steps: a line for each, and a clear one where something is not as expected. */

/** Takes a step and tells it; what goes wrong in it is told with its name. */
export async function step<Result>(name: string, action: () => Promise<Result>): Promise<Result> {
  try {
    const result = await action();
    console.log(`ok  ${name}`);
    return result;
  } catch (error) {
    throw new Error(`not as expected: ${name}: ${reason(error)}`);
  }
}

export function expectEqual<Value>(actual: Value, expected: Value): void {
  if (actual !== expected) throw new Error(`${actual} in place of ${expected}`);
}

/** fetch says no more than "fetch failed"; its cause says why. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${reason(error.cause)}`;
}
