import type { Random } from '@rampart/core';
import { type Category, comparableInputs } from './comparable-inputs.ts';
import { nearestNeighbours } from './nearest-neighbours.ts';

/** How SMOTE is to choose and mix rows. */
export interface SmoteOptions {
  /** Nearest rows that one is chosen from. */
  readonly neighbours: number;
  /** None within another. */
  readonly categories: readonly Category[];
}

/** What new rows are to be made of. */
export interface Pairs {
  /** The two rows that each comes of, which may be the same one: [count × 2]. */
  readonly parents: Int32Array;
  /** How far each lies from the first of them to the second, from 0 to 1: [count]. */
  readonly shares: Float64Array;
  /** The nearest neighbours of the first rows, as many as are used, which the second ones are chosen from. */
  readonly nearest: Int32Array;
}

/**
 * Chooses what SMOTE (Chawla et al., 2002) mixes of the rows of one class, row-major [rows × width]: a row, one of its
 * nearest, and how far from the one to the other. Every row is used as often as any other, give or take one, the first
 * ones first.
 */
export function choosePairs(
  features: Float32Array,
  width: number,
  count: number,
  { neighbours, categories }: SmoteOptions,
  random: Random,
): Pairs {
  const rows = features.length / width;
  const k = Math.min(neighbours, rows - 1);
  const comparable = comparableInputs(features, width, categories);
  const nearest = nearestNeighbours(comparable, width, k, Math.min(rows, count));
  const parents = new Int32Array(count * 2);
  const shares = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const one = i % rows;
    parents[2 * i] = one;
    parents[2 * i + 1] = k === 0 ? one : nearest[one * k + random.integer(k)]!;
    shares[i] = random.next();
  }
  return { parents, shares, nearest };
}
