import { createRandom } from '@rampart/core/internal';
import type { FeatureEncoding } from '@rampart/core/tensor';
import type { EncodedRows } from '../features/encoded-rows.ts';

/** What random rows are to have. */
export interface RandomEncodedOptions {
  readonly rows: number;
  readonly classes?: number;
  readonly weighted?: boolean;
  /** Share of the cells that are missing, in every other column. */
  readonly missing?: number;
}

const letters = (count: number) => Array.from({ length: count }, (_, i) => `v${i}`);

/** Columns of every kind that encoding knows: of few and many numbers, of codes with and without order, of hashes. */
const features: readonly { readonly encoding: FeatureEncoding; readonly codes?: number }[] = [
  { encoding: { name: 'real', type: 'number', origin: 0 } },
  { encoding: { name: 'gaps', type: 'number', origin: 5 } },
  { encoding: { name: 'few', type: 'number', origin: 0 }, codes: 3 },
  { encoding: { name: 'letter', type: 'category', vocabulary: letters(4) }, codes: 5 },
  { encoding: { name: 'rest', type: 'category', vocabulary: letters(3) }, codes: 3 },
  { encoding: { name: 'graded', type: 'category', vocabulary: [-1, 0, 1] }, codes: 3 },
  { encoding: { name: 'word', type: 'category', vocabulary: letters(20) }, codes: 21 },
  { encoding: { name: 'hash', type: 'category', vocabulary: [], buckets: 16 }, codes: 16 },
  { encoding: { name: 'same', type: 'number', origin: 0 }, codes: 1 },
];

/** Encoded rows whose classes depend a little on each column. */
export function randomEncoded(
  seed: number,
  { rows, classes = 2, weighted = false, missing = 0.2 }: RandomEncodedOptions,
): EncodedRows {
  const random = createRandom(seed);
  const columns = features.map(({ codes }, i) =>
    Float64Array.from({ length: rows }, () => {
      if (i % 2 === 1 && random.next() < missing) return Number.NaN;
      return codes === undefined ? random.normal() : random.integer(codes);
    }),
  );
  const slopes = columns.map(() => random.normal());
  const labels = Int32Array.from({ length: rows }, (_, row) => {
    const score = columns.reduce((sum, column, i) => sum + (column[row]! || 0) * slopes[i]!, random.normal());
    return ((Math.floor(score) % classes) + classes) % classes;
  });
  return {
    encoding: features.map(({ encoding }) => encoding),
    columns,
    labels,
    classes,
    positive: classes === 2 ? 1 : null,
    ...(weighted && { weights: Float32Array.from({ length: rows }, () => 0.1 + 2 * random.next()) }),
  };
}
