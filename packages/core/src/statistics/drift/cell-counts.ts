import { type ColumnData, isMissing } from '../../table.ts';
import { codeWriter } from '../../schema/columns/whole-code.ts';
import type { ColumnReference, NumbersReference, ValuesReference } from './drift-reference.ts';

/** A batch's column, counted in the cells of the reference. */
export interface CellCounts {
  readonly present: number;
  readonly missing: number;
  /** One a cell; empty where only gaps are compared. */
  readonly counts: Float64Array;
  /** Continuous columns: the mean of the batch's values in each cell. */
  readonly means: Float64Array;
  /** Values that the reference never held. */
  readonly unseen: ReadonlyMap<number | string, number>;
}

/** The counts of the reference's own cells; of few values the last cell holds all that are not listed. */
export function referenceCounts(reference: ColumnReference): Float64Array {
  if (reference.type === 'gaps') return new Float64Array();
  if (reference.type === 'numbers') return Float64Array.from(reference.counts);
  return Float64Array.of(...reference.values.map(({ count }) => count), reference.other);
}

/** Counts a batch's column in the cells of the reference. */
export function countCells(reference: ColumnReference, data: ColumnData): CellCounts {
  if (reference.type === 'values') return countValues(reference, data);
  if (reference.type === 'numbers') return countNumbers(reference, data as Float64Array);
  let missing = 0;
  for (const cell of data) if (isMissing(cell)) missing++;
  const none = new Float64Array();
  return { present: data.length - missing, missing, counts: none, means: none, unseen: new Map() };
}

function countValues({ values, rare }: ValuesReference, data: ColumnData): CellCounts {
  const written = codeWriter<number | string>([...values.map(({ value }) => value), ...(rare ?? [])]);
  const cells = new Map(values.map(({ value }, cell) => [written(value), cell]));
  const known = new Set(rare?.map(written));
  const counts = new Float64Array(values.length + 1);
  const unseen = new Map<number | string, number>();
  let missing = 0;
  for (const cell of data) {
    if (isMissing(cell)) {
      missing++;
      continue;
    }
    const value = written(cell!);
    const at = cells.get(value) ?? values.length;
    counts[at]!++;
    if (at === values.length && rare !== null && !known.has(value)) {
      unseen.set(value, (unseen.get(value) ?? 0) + 1);
    }
  }
  return { present: data.length - missing, missing, counts, means: new Float64Array(), unseen };
}

function countNumbers({ edges }: NumbersReference, data: Float64Array): CellCounts {
  const counts = new Float64Array(edges.length + 1);
  const means = new Float64Array(edges.length + 1);
  let missing = 0;
  for (const value of data) {
    if (Number.isNaN(value)) {
      missing++;
      continue;
    }
    const cell = cellOf(edges, value);
    counts[cell]!++;
    means[cell]! += (value - means[cell]!) / counts[cell]!;
  }
  return { present: data.length - missing, missing, counts, means, unseen: new Map() };
}

/** The cell of a value: the first whose upper edge is not below it. */
export function cellOf(edges: readonly number[], value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
