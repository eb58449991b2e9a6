import { z } from 'zod';
import { moments, single, sortedPresent } from '../order-statistics.ts';
import type { Transform } from './transform.ts';

const nearestState = z.strictObject({
  /** The column in the reference rows; null where missing. */
  values: z.array(z.number().nullable()).min(1),
  mean: z.number(),
  scale: z.number().positive(),
  neighbours: z.int().positive(),
  /** Whether the column is filled in, rather than only compared. */
  fill: z.boolean(),
});
export type Nearest = z.infer<typeof nearestState>;

/** Training rows that are kept to compare with, evenly spaced. */
const references = 256;
/** Deviations from the mean beyond which a value is no further away. */
export const furthest = 10;
/** A squared distance larger than all others: of rows that have nothing in common to compare. */
export const incomparable = 1e9;

/**
 * Missing numbers become the mean of the nearest training rows that have one, by all columns of the block: distance
 * is the root mean square difference of the standardised columns that both rows have (scikit-learn's KNNImputer with
 * its `nan_euclidean` distance on standardised columns). Training rows at most as far as the k-th nearest count, ties
 * included. Where no row can be compared it is the mean of the column. Columns that only help come out no more.
 */
export const imputeNearest: Transform<Nearest> = {
  name: 'impute-nearest',
  state: nearestState,
  fit(column, { neighbours, context = false }) {
    const { mean, deviation } = moments(sortedPresent(column));
    const count = Math.min(column.length, references);
    const values = Array.from({ length: count }, (_, i) => column[Math.floor((i * column.length) / count)]!);
    return {
      values: values.map((value) => (Number.isNaN(value) ? null : single(value))),
      mean: single(mean),
      // A smaller deviation is only rounding.
      scale: deviation > Math.abs(mean) * 2 ** -23 ? single(deviation) || 1 : 1,
      neighbours,
      fill: !context,
    };
  },
  width: ({ fill }) => (fill ? 1 : 0),
};
