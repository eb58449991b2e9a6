import type { Cell, ColumnData } from '@rampart/core';
import { isMissing } from '@rampart/core/internal';

/** A column as small whole numbers below `count`, equal for equal cells; missing has a code of its own. */
export interface ColumnCodes {
  readonly codes: Uint16Array;
  readonly count: number;
}

/**
 * Codes of a column, at most `most` (2 … 65,536) of them: numbers keep their order and share a code with their
 * neighbours where there are too many; texts come by falling frequency, the rarest sharing the last code.
 */
export function columnCodes(data: ColumnData, most: number): ColumnCodes {
  return codesOfRanks(rankColumn(data), most);
}

/** The different values of a column in an order, which is the work of `columnCodes` that `most` does not change. */
export interface RankedColumn {
  /** Place of each cell's value in the order; -1 for missing. */
  readonly ranks: Int32Array;
  /** How often each value occurs. */
  readonly counts: Float64Array;
  /** Whether the values are numbers, by rising value; else texts, by falling frequency. */
  readonly numbers: boolean;
}

/** Orders the values of a column. */
export function rankColumn(data: ColumnData): RankedColumn {
  return data instanceof Float64Array ? rankNumbers(data) : rankTexts(data);
}

/** At most `most` codes of a column whose values are in order. */
export function codesOfRanks({ ranks, counts, numbers }: RankedColumn, most: number): ColumnCodes {
  // The first code is that of missing cells, whether there are any or not.
  const among = most - 1;
  const codeOf = new Uint16Array(counts.length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  let before = 0;
  for (const [rank, count] of counts.entries()) {
    if (!numbers) codeOf[rank] = Math.min(rank, among - 1);
    // About equally many cells to a code.
    else codeOf[rank] = counts.length <= among ? rank : Math.floor((before / total) * among);
    before += count;
  }
  const codes = new Uint16Array(ranks.length);
  let count = 1;
  for (let row = 0; row < ranks.length; row++) {
    if (ranks[row]! >= 0) codes[row] = 1 + codeOf[ranks[row]!]!;
    count = Math.max(count, codes[row]! + 1);
  }
  return { codes, count };
}

function rankNumbers(data: Float64Array): RankedColumn {
  const sorted = data.filter((value) => !Number.isNaN(value)).sort();
  const counts = new Float64Array(sorted.length);
  let different = 0;
  for (const [at, value] of sorted.entries()) {
    // Values move to the front of the very array that they are read from.
    if (at === 0 || value !== sorted[different - 1]) sorted[different++] = value;
    counts[different - 1]!++;
  }
  const values = sorted.subarray(0, different);
  const ranks = Int32Array.from(data, (value) => (Number.isNaN(value) ? -1 : placeOf(values, value)));
  return { ranks, counts: counts.subarray(0, different), numbers: true };
}

/** Where a value stands among rising ones that hold it. */
function placeOf(values: Float64Array, value: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function rankTexts(data: readonly (string | null)[]): RankedColumn {
  const counts = new Map<Cell, number>();
  for (const cell of data) if (!isMissing(cell)) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const falling = [...counts].sort(([, left], [, right]) => right - left);
  const rankOf = new Map(falling.map(([cell], rank) => [cell, rank]));
  return {
    ranks: Int32Array.from(data, (cell) => rankOf.get(cell) ?? -1),
    counts: Float64Array.from(falling, ([, count]) => count),
    numbers: false,
  };
}
