import { z } from 'zod';
import { moments, quantileOf, single, sortedPresent } from '../order-statistics.ts';
import { rangeOf } from './min-max.ts';
import { numbersOf } from './numbers-of.ts';
import { stateNumber, stateScale } from './state-numbers.ts';
import type { Transform } from './transform.ts';

/** The range of values that counts, and the mean and deviation in it. */
export const standardization = z.strictObject({
  low: stateNumber,
  high: stateNumber,
  mean: stateNumber,
  scale: stateScale,
});
export type Standardization = z.infer<typeof standardization>;

/** Most that an input spans, in its own units: a column that is nearly constant would span hundreds. */
const widest = 20;

/**
 * Zero mean and unit variance of the training rows, after values outside their 0.1 % and 99.9 % quantiles
 * have been moved to these: one byte count of 1e12 must not push the network where it has never been.
 */
export const standardize: Transform<Standardization> = {
  name: 'standardize',
  state: standardization,
  fit(column) {
    const sorted = sortedPresent(column);
    let [low, high] = [quantileOf(sorted, 0.001), quantileOf(sorted, 0.999)];
    // A column that is all ties but for a few rows keeps those rows.
    if (low === high) [low, high] = [quantileOf(sorted, 0), quantileOf(sorted, 1)];
    const { mean, deviation } = moments(sorted.map((value) => Math.min(Math.max(value, low), high)));
    // A smaller deviation is only rounding: float32 cannot tell these values apart.
    const scale = Math.max(deviation, (high - low) / widest);
    const resolution = Math.max(Math.abs(low), Math.abs(high)) * 2 ** -23;
    return { low, high, mean: single(mean), scale: (scale > resolution && single(scale)) || 1 };
  },
  width: () => 1,
  plain(states) {
    const low = numbersOf(states, (state) => state.low);
    const range = numbersOf(states, rangeOf);
    const slope = numbersOf(states, (state) => (state.high - state.low) / state.scale);
    const start = numbersOf(states, (state) => (state.low - state.mean) / state.scale);
    return (values, outputs, at) => {
      for (let i = 0; i < low.length; i++) {
        const share = Math.fround(Math.fround(values[i]! - low[i]!) / range[i]!);
        outputs[at + i] = Math.fround(Math.min(Math.max(share, 0), 1) * slope[i]!) + start[i]!;
      }
    };
  },
  inverse: ([output], { mean, scale }) => mean + output! * scale,
};
