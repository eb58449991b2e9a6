import type { Random } from '@rampart/core';
import { choosePairs, type SmoteOptions } from './choose-pairs.ts';
import type { Category } from './comparable-inputs.ts';

/** Rows made of others. */
export interface SyntheticRows {
  /** Row-major [count × width]. */
  readonly features: Float32Array;
  /** The two rows that each came of, which may be the same one: [count × 2]. */
  readonly parents: Int32Array;
}

/**
 * SMOTE on the rows of one class, row-major [rows × width]: each new row lies at random between a row and one of its
 * nearest. Categories are not mixed: as in SMOTE-NC the new row has the value that most of the neighbours have.
 */
export function smote(
  features: Float32Array,
  width: number,
  count: number,
  options: SmoteOptions,
  random: Random,
): SyntheticRows {
  const { parents, shares, nearest } = choosePairs(features, width, count, options, random);
  const { categories } = options;
  const usual = usualCategories(
    features,
    width,
    nearest,
    categories,
    Math.min(features.length / width, count),
  );
  const synthetic = new Float32Array(count * width);
  for (let i = 0; i < count; i++) {
    const [one, other] = [parents[2 * i]!, parents[2 * i + 1]!];
    const row = synthetic.subarray(i * width, (i + 1) * width);
    for (let input = 0; input < width; input++) {
      const from = features[one * width + input]!;
      row[input] = from + shares[i]! * (features[other * width + input]! - from);
    }
    for (const [at, { start, length }] of categories.entries()) {
      const source = usual[one * categories.length + at]! * width + start;
      row.set(features.subarray(source, source + length), start);
    }
  }
  return { features: synthetic, parents };
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
