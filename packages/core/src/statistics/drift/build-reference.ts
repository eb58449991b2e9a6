import type { DatasetSchema } from '../../schema/dataset-schema.ts';
import { type ColumnData, isMissing, type TypedTable } from '../../table.ts';
import { describeNumbers, runsOf } from '../describe-numbers.ts';
import { countCells } from './cell-counts.ts';
import { type DriftColumn, driftColumns } from './drift-columns.ts';
import type {
  ColumnReference,
  DriftReference,
  NumbersReference,
  ValuesReference,
} from './drift-reference.ts';
import { roundedScores } from './score-mixtures.ts';

/** Different numbers up to which a numeric column is compared value by value: Kolmogorov-Smirnov is weak on so few. */
const fewNumbers = 20;
/** Values that are counted one by one; the less frequent ones are pooled. */
const mostValues = 50;
/** Rows that a value needs to be counted by itself. */
const leastCounted = 5;
/** Pooled values whose names are kept, so that an unseen one can be told from a rare one. */
const mostRare = 1_000;
/** Cells of a continuous column: a distance is then off by 1 % at most, and a bootstrap stays cheap. */
const mostCells = 100;

/** A model's scores of the rows that it was trained on. */
export interface ReferenceScores {
  /** Out of fold: as it scores rows that it has not seen. */
  readonly scores?: Float64Array;
  /** By the final model, which has seen them; a batch may hold such rows. */
  readonly trainedScores?: Float64Array;
}

/** The distributions of a table's columns, one by one, and of a model's scores on its rows where they are given. */
export function buildReference(
  table: TypedTable,
  schema: DatasetSchema,
  { scores, trainedScores }: ReferenceScores = {},
): DriftReference {
  const columns = driftColumns(table, schema, scores).map((column) =>
    column.role === 'score' && scores !== undefined && trainedScores !== undefined
      ? scoreReference(column, roundedScores(scores), roundedScores(trainedScores))
      : referenceOf(column),
  );
  return { format: 1, rows: table.rows, columns };
}

function joined(left: Float64Array, right: Float64Array): Float64Array {
  const both = new Float64Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

/** Two samples of scores, counted in cells that suit both. */
function scoreReference(column: DriftColumn, unseen: Float64Array, trained: Float64Array): ColumnReference {
  const cells = referenceOf({ ...column, data: joined(unseen, trained) });
  if (cells.type === 'gaps') return cells;
  const [own, other] = [countCells(cells, unseen), countCells(cells, trained)];
  const common = { present: own.present, missing: own.missing };
  const counts = [...other.counts];
  if (cells.type === 'numbers') {
    return {
      ...cells,
      ...common,
      counts: [...own.counts],
      means: [...own.means],
      trained: { counts, means: [...other.means] },
    };
  }
  return {
    ...cells,
    ...common,
    values: cells.values.map(({ value }, at) => ({ value, count: own.counts[at]! })),
    other: own.counts.at(-1)!,
    trained: { counts },
  };
}

function referenceOf({ name, role, compare, data }: DriftColumn): ColumnReference {
  const present = presentCells(data);
  const common = { name, role, present: present.length, missing: data.length - present.length };
  if (compare === 'gaps') return { ...common, type: 'gaps' };
  if (compare === 'numbers' && present instanceof Float64Array) {
    const sorted = present.sort();
    const { distinct, counts } = runsOf(sorted, fewNumbers);
    // A few rows of a continuous column hold few numbers too, but hardly any of them twice.
    return distinct > Math.min(fewNumbers, sorted.length / 5)
      ? { ...common, type: 'numbers', ...cellsOf(sorted) }
      : { ...common, type: 'values', ...countsOf(counts, sorted.length) };
  }
  const counts = new Map<number | string, number>();
  for (const cell of present) counts.set(cell!, (counts.get(cell!) ?? 0) + 1);
  return { ...common, type: 'values', ...countsOf(counts, present.length) };
}

function presentCells(data: ColumnData): Float64Array | (string | null)[] {
  return data instanceof Float64Array
    ? data.filter((value) => !Number.isNaN(value))
    : data.filter((value) => !isMissing(value));
}

/**
 * Rare values are pooled with those never seen: how often they come in a batch is then known from how often they
 * came here, while the share of one value seen twice is not.
 */
function countsOf(
  counts: ReadonlyMap<number | string, number>,
  total: number,
): Pick<ValuesReference, 'values' | 'other' | 'rare'> {
  const ranked = [...counts].toSorted(
    ([left, leftCount], [right, rightCount]) => rightCount - leftCount || (left < right ? -1 : 1),
  );
  const values = ranked
    .filter(([, count], rank) => rank < mostValues && count >= leastCounted)
    .map(([value, count]) => ({ value, count }));
  const rare = ranked.slice(values.length).map(([value]) => value);
  return {
    values,
    other: values.reduce((rest, { count }) => rest - count, total),
    rare: rare.length > mostRare ? null : rare,
  };
}

/** Cells of about equal frequency in rising numbers; every value that fills a cell alone gets one of its own. */
function cellsOf(sorted: Float64Array): Pick<NumbersReference, 'edges' | 'counts' | 'means' | 'deviation'> {
  const share = sorted.length / mostCells;
  const edges: number[] = [];
  const close = (edge: number) => {
    if (edges.length === 0 || edge > edges.at(-1)!) edges.push(edge);
  };
  for (let start = 0, filled = 0; start < sorted.length; ) {
    const value = sorted[start]!;
    let end = start + 1;
    while (end < sorted.length && sorted[end] === value) end++;
    const frequent = end - start >= Math.max(2, share);
    if (frequent) close(below(value));
    filled += end - start;
    // The last value closes no cell: nothing is known of what lies above it.
    if ((frequent || filled >= share) && (end < sorted.length || frequent)) {
      close(value);
      filled = 0;
    }
    start = end;
  }
  const counts = new Array<number>(edges.length + 1).fill(0);
  const sums = new Array<number>(edges.length + 1).fill(0);
  for (let row = 0, cell = 0; row < sorted.length; row++) {
    while (cell < edges.length && sorted[row]! > edges[cell]!) cell++;
    counts[cell]!++;
    // A running mean: a sum of large values might overflow.
    sums[cell]! += (sorted[row]! - sums[cell]!) / counts[cell]!;
  }
  return { edges, counts, means: sums, deviation: describeNumbers(sorted).sd || 1 };
}

/** The largest number below the given one. */
function below(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  const bits = new BigInt64Array(1);
  const view = new Float64Array(bits.buffer);
  view[0] = value;
  bits[0]! += value > 0 ? -1n : 1n;
  return view[0];
}
