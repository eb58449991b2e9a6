import type { Config } from '@rampart/core';

/** Total weight of each class's rows; with two classes `targets` are 1 for the positive one. */
export function classTotals(targets: Int32Array, classes: number, weights?: ArrayLike<number>): Float64Array {
  const totals = new Float64Array(classes);
  for (const [row, target] of targets.entries()) totals[target]! += weights?.[row] ?? 1;
  return totals;
}

/** The row numbers of each class. */
export function rowsOfClasses(targets: Int32Array, classes: number): Int32Array[] {
  const order = Int32Array.from(targets.keys());
  return Array.from({ length: classes }, (_, target) => order.filter((row) => targets[row] === target));
}

/** Weight of each class, row weights times which give every class present the same total. */
export function balancedClassWeights(totals: Float64Array): Float64Array {
  const all = totals.reduce((sum, total) => sum + total, 0);
  const present = totals.filter((total) => total > 0).length;
  return totals.map((total) => (total > 0 ? all / (present * total) : 1));
}

/** How the classes of rows that were balanced count. */
export interface ClassCounts {
  /** Weight of a row of each class, beside its own. */
  readonly balance: Float64Array;
  /** How many times what it does in the table each class counts. */
  readonly counted: Float64Array;
}

/** How classes count whose rows weigh `before` in the table and `totals` in training. */
export function classCounts(
  before: Float64Array,
  totals: Float64Array,
  classWeights: Config['training']['classWeights'],
): ClassCounts {
  const balance = classWeights === 'balanced' ? balancedClassWeights(totals) : totals.map(() => 1);
  const counted = balance.map((weight, k) => (before[k]! > 0 ? (weight * totals[k]!) / before[k]! : 1));
  return { balance, counted };
}

/** Row weights with mean 1: the given ones (1 where left out) times the weight of the row's class. */
export function rowWeights(
  targets: Int32Array,
  classWeights: Float64Array,
  weights?: ArrayLike<number>,
): Float32Array {
  const product = Float64Array.from(targets, (target, row) => classWeights[target]! * (weights?.[row] ?? 1));
  const mean = product.reduce((sum, weight) => sum + weight, 0) / product.length;
  return Float32Array.from(product, (weight) => weight / mean);
}
