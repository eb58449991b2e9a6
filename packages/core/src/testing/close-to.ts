import { fail } from 'node:assert/strict';

/** Whether two numbers differ by at most the tolerance; NaN is close to NaN, an infinity only to itself. */
function isClose(actual: number, expected: number, tolerance: number): boolean {
  return Object.is(actual, expected) || actual === expected || Math.abs(actual - expected) <= tolerance;
}

/** Asserts that a number lies within an absolute tolerance of the expected one; NaN matches NaN. */
export function closeTo(actual: number, expected: number, tolerance: number, message?: string): void {
  if (isClose(actual, expected, tolerance)) return;
  const fact = `expected ${expected} ± ${tolerance}, received ${actual}`;
  fail(message === undefined ? fact : `${message}: ${fact}`);
}

/** Asserts equal lengths and, entry by entry, what `closeTo` asserts; names the first entry that differs. */
export function arraysClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  message = 'the arrays differ',
): void {
  if (actual.length !== expected.length) {
    fail(`${message}: expected ${expected.length} entries, received ${actual.length}`);
  }
  for (let i = 0; i < actual.length; i++) {
    closeTo(actual[i]!, expected[i]!, tolerance, `${message} at entry ${i}`);
  }
}
