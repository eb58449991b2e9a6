import type { Config } from '@rampart/core';
import { writeFileAtomic } from '@rampart/core/internal';
import type { OuterFold } from './outer-folds.ts';

/**
 * The outer folds as CSV, so that another program can use the very same rows: `row` (from 1, as the source has them,
 * rows that are not valid counted but absent), `fold` (from 1; the one that tests the row) and `trains`: `others`, the
 * row trains in all folds but its own, or, by time, `later`, in those after its own; fold 0 is then never tested.
 * `numbers` has the number of each row of the table that the folds are of.
 */
export function foldsToCsv(
  folds: readonly OuterFold[],
  numbers: ArrayLike<number>,
  by: Config['split']['by'],
): string {
  const tests = new Uint32Array(numbers.length);
  for (const [fold, { test }] of folds.entries()) for (const row of test) tests[row] = fold + 1;
  const trains = by === 'time' ? 'later' : 'others';
  const lines = Array.from(tests, (fold, row) => `${numbers[row]},${fold},${trains}\n`);
  return `row,fold,trains\n${lines.join('')}`;
}

/** Writes `foldsToCsv` to a file, at once or not at all. */
export async function writeFolds(path: string, ...folds: Parameters<typeof foldsToCsv>): Promise<void> {
  await writeFileAtomic(path, foldsToCsv(...folds));
}
