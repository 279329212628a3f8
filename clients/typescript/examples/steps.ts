/** Prints a line per step, and a clear message if a result is unexpected. */

/** Runs a step and prints it. Errors are rethrown with the step's name. */
export async function step<Result>(name: string, action: () => Promise<Result>): Promise<Result> {
  try {
    const result = await action();
    console.log(`ok  ${name}`);
    return result;
  } catch (error) {
    throw new Error(`not as expected: ${name}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Throws if the values differ. `why` becomes part of the message. */
export function expectEqual<Value>(actual: Value, expected: Value, why?: string): void {
  if (actual !== expected) throw new Error(`${actual} in place of ${expected}${why ? `: ${why}` : ""}`);
}
