import { writeFileAtomic } from '@rampart/core/internal';
import type { FoldNumbers } from './fold-numbers.ts';

/**
 * The outer folds as CSV, so that another program, or another run, can use the very same rows: `row` (from 1, as the source
 * has them, rows that are not valid counted but absent), `fold` (from 1; the one that tests the row) and `trains`:
 * `others`, the row trains in all folds but its own, or, by time, `later`, in those after its own; fold 0 is never
 * tested. `numbers` has the number of each row of the table that the folds are of.
 */
export function foldsToCsv({ testedIn, forward }: FoldNumbers, numbers: ArrayLike<number>): string {
  const trains = forward ? 'later' : 'others';
  const lines = Array.from(testedIn, (fold, row) => `${numbers[row]},${fold},${trains}\n`);
  return `row,fold,trains\n${lines.join('')}`;
}

/** Writes `foldsToCsv` to a file, at once or not at all. */
export async function writeFolds(path: string, ...folds: Parameters<typeof foldsToCsv>): Promise<void> {
  await writeFileAtomic(path, foldsToCsv(...folds));
}
