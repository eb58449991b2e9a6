import type { Random } from '@rampart/core';
import { nearestNeighbours } from './nearest-neighbours.ts';

/** Inputs that are one category together; two different values of it are `apart` by this much. */
export interface Category {
  readonly start: number;
  readonly length: number;
  readonly apart: number;
}

/** Rows made of others. */
export interface SyntheticRows {
  /** Row-major [count × width]. */
  readonly features: Float32Array;
  /** The two rows that each came of, which may be the same one: [count × 2]. */
  readonly parents: Int32Array;
}

/** How `smote` is to mix rows. */
export interface SmoteOptions {
  /** Nearest rows that one is chosen from. */
  readonly neighbours: number;
  /** None within another. */
  readonly categories: readonly Category[];
}

/**
 * SMOTE (Chawla et al., 2002) on the rows of one class, row-major [rows × width]: each new row lies at random between
 * a row and one of its nearest. Every row is used as often as any other, give or take one, the first ones first.
 * Categories are not mixed: as in SMOTE-NC the new row has the value that most of the neighbours have, and a
 * different value counts in a distance as much as the median deviation of the other inputs.
 */
export function smote(
  features: Float32Array,
  width: number,
  count: number,
  { neighbours, categories }: SmoteOptions,
  random: Random,
): SyntheticRows {
  const rows = features.length / width;
  const k = Math.min(neighbours, rows - 1);
  const used = Math.min(rows, count);
  const nearest = nearestNeighbours(comparable(features, width, categories), width, k, used);
  const usual = usualCategories(features, width, nearest, categories, used);
  const synthetic = new Float32Array(count * width);
  const parents = new Int32Array(count * 2);
  for (let i = 0; i < count; i++) {
    const one = i % rows;
    const other = k === 0 ? one : nearest[one * k + random.integer(k)]!;
    const share = random.next();
    parents.set([one, other], 2 * i);
    const row = synthetic.subarray(i * width, (i + 1) * width);
    for (let input = 0; input < width; input++) {
      const from = features[one * width + input]!;
      row[input] = from + share * (features[other * width + input]! - from);
    }
    for (const [at, { start, length }] of categories.entries()) {
      const source = usual[one * categories.length + at]! * width + start;
      row.set(features.subarray(source, source + length), start);
    }
  }
  return { features: synthetic, parents };
}

/** A copy in which categories that differ are as far apart as rows usually are in another input. */
function comparable(features: Float32Array, width: number, categories: readonly Category[]): Float32Array {
  const scale = new Float64Array(width).fill(1);
  const mixed = new Set(scale.keys());
  for (const { start, length } of categories) {
    for (let input = start; input < start + length; input++) mixed.delete(input);
  }
  const deviations = Float64Array.from(mixed, (input) => deviation(features, width, input)).toSorted();
  const usual = deviations[deviations.length >> 1] || 1;
  for (const { start, length, apart } of categories) scale.fill(usual / apart, start, start + length);
  return features.map((value, at) => value * scale[at % width]!);
}

function deviation(features: Float32Array, width: number, input: number): number {
  const rows = features.length / width;
  let [sum, squares] = [0, 0];
  for (let at = input; at < features.length; at += width) sum += features[at]!;
  const mean = sum / rows;
  for (let at = input; at < features.length; at += width) squares += (features[at]! - mean) ** 2;
  return Math.sqrt(squares / rows);
}

/**
 * For each of the first rows and each category a row that has the value most common among the neighbours of that
 * row: [used × categories]. Of equally common ones it is the nearest neighbour's.
 */
function usualCategories(
  features: Float32Array,
  width: number,
  nearest: Int32Array,
  categories: readonly Category[],
  used: number,
): Int32Array {
  const k = nearest.length / used;
  const usual = new Int32Array(used * categories.length);
  for (let row = 0; row < used; row++) {
    for (const [at, { start, length }] of categories.entries()) {
      let [best, votes] = [row, 0];
      for (let i = row * k; i < (row + 1) * k && votes * 2 <= k; i++) {
        let equal = 0;
        for (let j = i; j < (row + 1) * k; j++) {
          if (sameInputs(features, nearest[i]! * width + start, nearest[j]! * width + start, length)) equal++;
        }
        if (equal > votes) [best, votes] = [nearest[i]!, equal];
      }
      usual[row * categories.length + at] = best;
    }
  }
  return usual;
}

function sameInputs(features: Float32Array, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (features[a + i] !== features[b + i]) return false;
  return true;
}
