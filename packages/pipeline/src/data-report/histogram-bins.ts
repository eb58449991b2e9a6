import type { ColumnReference } from '@rampart/core/internal';

/** Bins of a column: ranges of numbers, or single values. */
export type HistogramBins =
  | { readonly type: 'numbers'; readonly edges: readonly number[] }
  | {
      readonly type: 'values';
      readonly labels: readonly string[];
      /** Bin of each value that has one; all others fall into the last bin. */
      readonly binOf: ReadonlyMap<number | string, number>;
    };

/** Bins of a column of numbers. */
const numberBins = 20;
/** Values that get a bin of their own. */
const mostValues = 12;
/** Label of the bin for all values without one of their own. */
export const otherValues = 'other values';

/**
 * Bins that suit both a batch and its reference, where there is one. Numbers have even bins, or bins that widen
 * from the small numbers to the large ones where a few large ones would push all others into one bin. `extremes` are
 * the smallest and the largest number of the batch.
 */
export function histogramBins(
  batch: ColumnReference,
  reference: ColumnReference | null,
  extremes: readonly number[],
): HistogramBins | null {
  const shown = [batch, ...(reference === null ? [] : [reference])];
  const numbers = shown.flatMap((column) => (column.type === 'numbers' ? [column] : []));
  const values = shown.flatMap((column) => (column.type === 'values' ? column.values : []));
  const rare = batch.type === 'values' ? (batch.rare ?? []) : [];
  if (numbers.length > 0) {
    const loose = values.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
    const spread = numbers.flatMap(({ edges, means, counts }) => [
      ...edges,
      ...means.filter((_, cell) => counts[cell]! > 0),
    ]);
    return {
      type: 'numbers',
      edges: numberEdges(Float64Array.from([...spread, ...loose, ...extremes]).sort()),
    };
  }
  return values.length + rare.length === 0 ? null : { type: 'values', ...valueBins(shown) };
}

/** Rising numbers that stand for the column, each for about as many rows as the next. */
function numberEdges(sorted: Float64Array): number[] {
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  const steps = Array.from({ length: numberBins + 1 }, (_, step) => step / numberBins);
  const core = at(0.9) - at(0.1);
  const even = most - least <= 5 * core;
  const unit = even ? 1 : typicalSize(sorted);
  const [from, to] = even ? [least, most] : [Math.asinh(least / unit), Math.asinh(most / unit)];
  const edges = steps.map((share) => {
    const place = from + share * (to - from);
    return even ? place : unit * Math.sinh(place);
  });
  // Rounding must not leave the smallest or the largest value outside.
  edges[0] = least;
  edges[numberBins] = most;
  const rising = edges.filter((edge, step) => step === 0 || edge > edges[step - 1]!);
  return rising.length > 1 ? rising : [least, least + 1];
}

/** A small size among those that are not 0: below it bins are even, above it they widen. */
function typicalSize(sorted: Float64Array): number {
  const sizes = sorted
    .map(Math.abs)
    .filter((size) => size > 1e-300)
    .sort();
  return sizes[Math.floor(sizes.length / 10)] ?? 1;
}

function valueBins(shown: readonly ColumnReference[]) {
  const shares = new Map<number | string, number>();
  for (const column of shown) {
    if (column.type !== 'values') continue;
    for (const { value, count } of column.values) {
      shares.set(value, (shares.get(value) ?? 0) + count / column.present);
    }
  }
  // Of the batch all values are counted, its rare ones too; of the reference they come as one sum.
  const [batch] = shown;
  if (batch?.type === 'values' && batch.rare !== null) {
    for (const value of batch.rare) {
      const count = batch.other / batch.rare.length;
      shares.set(value, (shares.get(value) ?? 0) + count / batch.present);
    }
  }
  const top = [...shares]
    .toSorted((left, right) => right[1] - left[1])
    .slice(0, mostValues)
    .map(([value]) => value);
  if (top.every((value) => typeof value === 'number'))
    top.sort((left, right) => Number(left) - Number(right));
  const others =
    shares.size > top.length ||
    shown.some(
      (column, at) => column.type === 'values' && column.other > 0 && (at > 0 || column.rare === null),
    );
  return {
    labels: [...top.map(String), ...(others ? [otherValues] : [])],
    binOf: new Map(top.map((value, bin) => [value, bin])),
  };
}

/** The bin of a value that is not missing. */
export function binOf(bins: HistogramBins, value: number | string): number {
  if (bins.type === 'values') return bins.binOf.get(value) ?? bins.labels.length - 1;
  const { edges } = bins;
  let [low, high] = [0, edges.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle]! <= Number(value)) low = middle;
    else high = middle - 1;
  }
  return low;
}
