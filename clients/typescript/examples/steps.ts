/** A walk in steps: a line for each, and a clear one where something is not as expected. */

/** Takes a step and tells it; what goes wrong in it is told with its name. */
export async function step<Result>(name: string, action: () => Promise<Result>): Promise<Result> {
  try {
    const result = await action();
    console.log(`ok  ${name}`);
    return result;
  } catch (error) {
    throw new Error(`not as expected: ${name}: ${error instanceof Error ? error.message : error}`);
  }
}

/** `why`, where it is known, is told with it. */
export function expectEqual<Value>(actual: Value, expected: Value, why?: string): void {
  if (actual !== expected) throw new Error(`${actual} in place of ${expected}${why ? `: ${why}` : ""}`);
}
