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
  const counts = new Map<Cell, number>();
  for (const cell of data) if (!isMissing(cell)) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  // The first code is that of missing cells, whether there are any or not.
  const codeOf =
    data instanceof Float64Array ? rankCodes(counts, most - 1) : frequencyCodes(counts, most - 1);
  const codes = new Uint16Array(data.length);
  let count = 1;
  for (let row = 0; row < data.length; row++) {
    const cell = data[row]!;
    if (!isMissing(cell)) codes[row] = 1 + codeOf.get(cell)!;
    count = Math.max(count, codes[row]! + 1);
  }
  return { codes, count };
}

/** Numbers by rising value, about equally many cells to a code. */
function rankCodes(counts: ReadonlyMap<Cell, number>, most: number): Map<Cell, number> {
  const values = Float64Array.from(counts.keys() as Iterable<number>).sort();
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const codes = new Map<Cell, number>();
  let before = 0;
  for (const [rank, value] of values.entries()) {
    codes.set(value, values.length <= most ? rank : Math.floor((before / total) * most));
    before += counts.get(value)!;
  }
  return codes;
}

function frequencyCodes(counts: ReadonlyMap<Cell, number>, most: number): Map<Cell, number> {
  const falling = [...counts].sort(([, left], [, right]) => right - left);
  return new Map(falling.map(([cell], rank) => [cell, Math.min(rank, most - 1)]));
}
