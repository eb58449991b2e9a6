import { z } from 'zod';
import { quantileOf, single, sortedPresent } from '../order-statistics.ts';
import { numbersOf } from './numbers-of.ts';
import { stateNumber } from './state-numbers.ts';
import type { Transform } from './transform.ts';

const clipState = z.strictObject({ low: stateNumber, high: stateNumber });
export type Clip = z.infer<typeof clipState>;

/** Moves values beyond two bounds to these: the bounds that options give, or quantiles of the training rows. */
export const clip: Transform<Clip> = {
  name: 'clip',
  state: clipState,
  fit(column, { clip: bounds = {} }) {
    if ('quantile' in bounds) {
      const sorted = sortedPresent(column);
      return { low: quantileOf(sorted, bounds.quantile), high: quantileOf(sorted, 1 - bounds.quantile) };
    }
    const { low = -Infinity, high = Infinity } = bounds;
    return { low: single(low), high: single(high) };
  },
  onHost: (value, { low, high }) => Math.min(Math.max(value, low), high),
  width: () => 1,
  plain(states) {
    const [low, high] = [numbersOf(states, (state) => state.low), numbersOf(states, (state) => state.high)];
    return (values, outputs, at) => {
      for (let i = 0; i < low.length; i++)
        outputs[at + i] = Math.min(Math.max(values[i]!, low[i]!), high[i]!);
    };
  },
};
