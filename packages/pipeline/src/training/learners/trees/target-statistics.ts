import type { Random } from '@rampart/core';

/** Rows whose weight the prior of a code has: 10 is best where most values are rare, and as good as 1 elsewhere. */
const priorWeight = 10;

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

/** How often each class goes with each code, and then how many rows have the code. */
export interface TargetStatistics {
  /** Of all rows, for rows that are to be answered: row-major [entries × classes + 1]. */
  readonly lookup: Float32Array;
  /** Of each row to learn from, with the classes of the rows before it alone: a column of float32 numbers each. */
  readonly columns: readonly Float32Array[];
}

/**
 * Ordered target statistics (Prokhorenkova et al., 2018): what a row to learn from is told of the classes of its code
 * comes from the rows before it in a random order, so that its own class is no part of it. How many rows have the code
 * is no secret.
 */
export function fitTargetStatistics(
  { codes, entries, targets, weights, classes, priors }: CategoryRows,
  random: Random,
): TargetStatistics {
  const total = new Float64Array(entries);
  for (const [row, code] of codes.entries()) if (!Number.isNaN(code)) total[code]! += weights[row]!;
  const counts = new Float64Array(entries);
  const sums = new Float64Array(entries * classes.length);
  const told = (code: number, k: number) =>
    k === classes.length
      ? total[code]!
      : (sums[code * classes.length + k]! + priorWeight * priors[k]!) / (counts[code]! + priorWeight);
  const width = classes.length + 1;
  const columns = Array.from({ length: width }, () => new Float32Array(codes.length));
  for (const row of random.shuffle(Int32Array.from(codes.keys()))) {
    const code = codes[row]!;
    for (const [k, column] of columns.entries())
      column[row] = Number.isNaN(code) ? Number.NaN : told(code, k);
    if (Number.isNaN(code)) continue;
    const weight = weights[row]!;
    counts[code]! += weight;
    const at = classes.indexOf(targets[row]!);
    if (at >= 0) sums[code * classes.length + at]! += weight;
  }
  const lookup = Float32Array.from({ length: entries * width }, (_, i) =>
    told(Math.floor(i / width), i % width),
  );
  return { lookup, columns };
}
