import { z } from 'zod';
import { moments, single, sortedPresent } from '../order-statistics.ts';
import { stateNumber, stateScale } from './state-numbers.ts';
import type { Transform } from './transform.ts';

const nearestState = z.strictObject({
  /** The column in the reference rows; null where missing. */
  values: z.array(stateNumber.nullable()).min(1),
  mean: stateNumber,
  scale: stateScale,
  neighbours: z.int().positive(),
  /** Whether the column is filled in, rather than only compared. */
  fill: z.boolean(),
});
export type Nearest = z.infer<typeof nearestState>;

/** Training rows that are kept to compare with, evenly spaced. */
const references = 256;
/** Deviations from the mean beyond which a value is no further away. */
const furthest = 10;
/** Distances that differ by no more than this, relatively, are ties. */
const tie = 1e-5;
/** A squared distance larger than all others: of rows that have nothing in common to compare. */
const incomparable = 1e9;

/**
 * Missing numbers become the mean of the nearest training rows that have one, by all columns of the block: distance
 * is the root mean square difference of the standardised columns that both rows have (scikit-learn's KNNImputer with
 * its `nan_euclidean` distance on standardised columns). Training rows at most as far as the k-th nearest count, ties
 * included. Where no row can be compared it is the mean of the column. Columns that only help come out no more.
 */
export const imputeNearest: Transform<Nearest> = {
  name: 'impute-nearest',
  takesMissing: true,
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
  row: (states) => states.length * states.reduce((most, { values }) => Math.max(most, values.length), 0),
  plain(states) {
    const distancesOf = plainDistances(states);
    return (values, outputs, at) => {
      let distances: Float64Array | undefined;
      let next = at;
      for (let i = 0; i < states.length; i++) {
        if (!states[i]!.fill) continue;
        const value = values[i]!;
        if (Number.isNaN(value)) distances ??= distancesOf(values);
        outputs[next++] = Number.isNaN(value) ? meanOfNearest(states[i]!, distances!) : value;
      }
    };
  },
};

/** Measures how far a row is from each reference row: the mean squared difference over the columns that both have. */
function plainDistances(states: readonly Nearest[]): (row: Float32Array) => Float64Array {
  const count = states[0]!.values.length;
  const standard = (value: number, { mean, scale }: Nearest) =>
    Math.min(Math.max(Math.fround(Math.fround(value - mean) / scale), -furthest), furthest);
  const theirs = states.map((state) =>
    Float32Array.from(state.values, (value) => (value === null ? Number.NaN : standard(value, state))),
  );
  const distances = new Float64Array(count);
  const common = new Float64Array(count);
  return (row) => {
    distances.fill(0);
    common.fill(0);
    for (let column = 0; column < states.length; column++) {
      if (Number.isNaN(row[column]!)) continue;
      const own = standard(row[column]!, states[column]!);
      const others = theirs[column]!;
      for (let i = 0; i < count; i++) {
        const difference = own - others[i]!;
        if (Number.isNaN(difference)) continue;
        distances[i]! += difference * difference;
        common[i]!++;
      }
    }
    for (let i = 0; i < count; i++)
      distances[i] = common[i] === 0 ? incomparable : distances[i]! / common[i]!;
    return distances;
  };
}

/** What a column is filled with in a row that is this far from each reference row. */
function meanOfNearest({ values, mean, neighbours }: Nearest, distances: Float64Array): number {
  const donors = distances.filter((distance, i) => distance < incomparable && values[i] !== null).sort();
  if (donors.length === 0) return mean;
  const within = donors[Math.min(neighbours, donors.length) - 1]! * (1 + tie) + 1e-6;
  let [sum, count] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === null || !(distances[i]! < within)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}
