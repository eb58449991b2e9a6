import type { Random } from '@rampart/core';

/** Rows whose weight the prior of a code has: rare codes of long-tailed columns say little by themselves. */
const priorWeight = 5;

/** What rows of a category say of the classes. */
export interface CategoryRows {
  /** Codes; NaN where missing. */
  readonly codes: Float64Array;
  /** How many codes there may be. */
  readonly entries: number;
  readonly targets: Int32Array;
  readonly weights: ArrayLike<number>;
  /** The classes whose share is told. */
  readonly classes: readonly number[];
  /** Their shares over all rows. */
  readonly priors: readonly number[];
}

/** How often each class goes with each code, and how often the code comes. */
export interface TargetStatistics {
  /** Of all rows, for rows that are to be answered: row-major [entries × (classes + 1)]. */
  readonly lookup: Float32Array;
  /**
   * Of each row to learn from: a column of float32 numbers a class, by the rows before it alone, and one of how many
   * rows have its code. Weights are left out of that: where they differ by class they would give the row's own away.
   */
  readonly columns: readonly Float32Array[];
}

/**
 * Ordered target statistics (Prokhorenkova et al., 2018): what a row to learn from is told of its code comes from the
 * rows before it in a random order, so that its own class is no part of it.
 */
export function fitTargetStatistics(
  { codes, entries, targets, weights, classes, priors }: CategoryRows,
  random: Random,
): TargetStatistics {
  const counts = new Float64Array(entries);
  const often = new Float64Array(entries);
  const sums = new Float64Array(entries * classes.length);
  const columns = classes.map(() => new Float32Array(codes.length));
  const share = (code: number, k: number) =>
    (sums[code * classes.length + k]! + priorWeight * priors[k]!) / (counts[code]! + priorWeight);
  const order = random.shuffle(Int32Array.from(codes.keys()));
  for (const row of order) {
    const code = codes[row]!;
    for (const [k, column] of columns.entries())
      column[row] = Number.isNaN(code) ? Number.NaN : share(code, k);
    if (Number.isNaN(code)) continue;
    const weight = weights[row]!;
    counts[code]! += weight;
    often[code]!++;
    const at = classes.indexOf(targets[row]!);
    if (at >= 0) sums[code * classes.length + at]! += weight;
  }
  const values = classes.length + 1;
  const lookup = Float32Array.from({ length: entries * values }, (_, i) => {
    const code = Math.floor(i / values);
    return i % values < classes.length ? share(code, i % values) : often[code]!;
  });
  const rows = Float32Array.from(codes, (code) => (Number.isNaN(code) ? Number.NaN : often[code]!));
  return { lookup, columns: [...columns, rows] };
}
