import type { Random } from '@rampart/core';
import { rowsOfClasses } from './class-balance.ts';

/** Rows of a class that SMOTE looks for neighbours among: what it costs may grow with the square. */
export const smotePool = 2048;

/** A class that is to get further rows. */
export interface GrowingClass {
  readonly target: number;
  /** Its rows, in the order in which they are used. */
  readonly rows: Int32Array;
  /** Rows to add. */
  readonly count: number;
  /** What its rows are drawn from. */
  readonly drawing: Random;
}

/** The classes with less than `ratio` times the rows of the largest; no more than `most` rows are added in all. */
export function growingClasses(
  targets: Int32Array,
  classes: number,
  ratio: number,
  most: number,
  random: Random,
): GrowingClass[] {
  const members = rowsOfClasses(targets, classes);
  const wanted = addedRows(
    members.map((rows) => rows.length),
    ratio,
    most,
  );
  return members.flatMap((rows, target) => {
    const count = wanted[target]!;
    if (count === 0) return [];
    const drawing = random.fork(String(target));
    return { target, rows: drawing.shuffle(rows), count, drawing };
  });
}

/** Rows to add to each class; with more than `most` in all, each class gets its share of them. */
export function addedRows(counts: readonly number[], ratio: number, most: number): number[] {
  const largest = Math.max(...counts);
  const missing = counts.map((count) => (count === 0 ? 0 : Math.max(0, Math.round(ratio * largest) - count)));
  const total = missing.reduce((sum, count) => sum + count, 0);
  return total <= most ? missing : missing.map((count) => Math.floor((count * most) / total));
}

/** The rows that are added where rows are copied: each as often as any other, give or take one. */
export function copiedRows({ rows, count }: GrowingClass): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => rows[i % rows.length]!);
}

/** The weights of rows that are made of two each, [count × 2]: the mean of theirs. */
export function meanWeights(weights: Float32Array, parents: Int32Array): Float32Array {
  return Float32Array.from(
    { length: parents.length / 2 },
    (_, i) => (weights[parents[2 * i]!]! + weights[parents[2 * i + 1]!]!) / 2,
  );
}
