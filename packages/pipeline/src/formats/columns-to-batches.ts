import type { RawBatch } from '@rampart/core/rows';
import { rowsPerBatch } from '@rampart/core/formats';

/** The rows of columns of equal length, in batches; `first` is the number of the first row, counted from 1. */
export function* columnsToBatches(
  names: readonly string[],
  columns: readonly ArrayLike<unknown>[],
  first: number,
): Generator<RawBatch> {
  const rows = columns[0]?.length ?? 0;
  for (let start = 0; start < rows; start += rowsPerBatch) {
    const count = Math.min(rowsPerBatch, rows - start);
    yield {
      names,
      rows: Array.from({ length: count }, (_, at) => ({
        line: first + start + at,
        cells: columns.map((column) => column[start + at]),
      })),
      malformed: [],
    };
  }
}

/** The names that are wanted, in the order of the table; all where nothing is asked for. */
export function wantedNames(names: readonly string[], wanted: readonly string[] | undefined): string[] {
  const kept = wanted === undefined ? names : names.filter((name) => wanted.includes(name));
  // Without any column there would be no telling how many rows there are.
  return kept.length > 0 ? [...kept] : names.slice(0, 1);
}
