import { RampartError } from '@rampart/core';

/**
 * Blocks of rows in the order of time, 0 the oldest, for forward-chaining cross-validation: fold f trains on the
 * blocks 0 … f and tests on block f + 1, so that there is one block more than folds. Blocks are about equally large
 * and never divide rows of equal time. Throws RampartError('data') where there are too few different times.
 */
export function forwardBlocks(times: Float64Array, folds: number): Int32Array {
  const blocks = folds + 1;
  const counts = new Map<number, number>();
  for (const time of times.toSorted()) counts.set(time, (counts.get(time) ?? 0) + 1);
  if (counts.size < blocks) {
    throw new RampartError('data', {
      where: 'the rows to cross-validate',
      expected: `at least ${blocks} different times for ${folds} folds, each tested on rows newer than those it trains on`,
      received: String(counts.size),
      fix: 'Lower the number of folds, or split by another column.',
    });
  }
  const blockOf = new Map<number, number>();
  let block = 0;
  let before = 0;
  let left = counts.size;
  for (const [time, count] of counts) {
    // The middle of these rows decides where they belong; no block stays empty, those to come included.
    const due = before + count / 2 >= ((block + 1) * times.length) / blocks;
    const needed = left <= blocks - 1 - block;
    if (blockOf.size > 0 && block < blocks - 1 && (due || needed)) block++;
    blockOf.set(time, block);
    before += count;
    left--;
  }
  return Int32Array.from(times, (time) => blockOf.get(time)!);
}
