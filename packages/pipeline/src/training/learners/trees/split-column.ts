import { leastNormal } from '@rampart/core/internal';
import type { KernelColumn } from './kernel/tree-kernel.ts';

/** A column that trees may split, in bins. */
export interface SplitColumn {
  /** Its number among the encoded columns, and those that lookups make after them. */
  readonly column: number;
  /** Whether a split is one value against the rest, not a border. */
  readonly equals: boolean;
  /** Float32 numbers: borders in rising order, or the values that splits are about; 254 at most. */
  readonly values: readonly number[];
  /** Whether rows to learn from have missing values. */
  readonly missing: boolean;
  readonly monotone: -1 | 0 | 1;
}

/** Most splits of one column: the bins of a cell have a byte. */
export const mostSplits = 254;

export function kernelColumn({ values, equals, missing, monotone }: SplitColumn): KernelColumn {
  return { splits: values.length, equals, missing, monotone };
}

/** A cell as trees see it: float32, and 0 where it is nearer to that than any backend can tell. */
export function treeCell(value: number): number {
  const cell = Math.fround(value);
  return Math.abs(cell) < leastNormal ? 0 : cell;
}

/** The cells of a column as trees see them. */
export function treeCells(column: ArrayLike<number>): Float32Array {
  const cells = new Float32Array(column.length);
  for (let row = 0; row < cells.length; row++) cells[row] = treeCell(column[row]!);
  return cells;
}

/** The bin of each cell of a column. */
export function binColumn({ values, equals }: SplitColumn, cells: ArrayLike<number>): Uint8Array {
  return equals ? binValues(values, cells) : binBorders(Float32Array.from(values), cells);
}

/** How many borders lie below each cell; a missing one has the bin after the last. */
function binBorders(borders: Float32Array, cells: ArrayLike<number>): Uint8Array {
  const bins = new Uint8Array(cells.length);
  const missing = borders.length + 1;
  for (let row = 0; row < bins.length; row++) {
    const cell = treeCell(cells[row]!);
    let [low, high] = [0, borders.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cell > borders[middle]!) low = middle + 1;
      else high = middle;
    }
    bins[row] = Number.isNaN(cell) ? missing : low;
  }
  return bins;
}

/** The place of each cell among the values; all others have the bin after them, and a missing one the last. */
function binValues(values: readonly number[], cells: ArrayLike<number>): Uint8Array {
  const places = new Map(values.map((value, place) => [value, place]));
  const missing = values.length + 1;
  return Uint8Array.from(cells, (cell) =>
    Number.isNaN(cell) ? missing : (places.get(treeCell(cell)) ?? values.length),
  );
}
