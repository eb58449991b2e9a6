import { z } from 'zod';
import { sortedPresent } from '../order-statistics.ts';
import { numbersOf } from './numbers-of.ts';
import { stateNumber } from './state-numbers.ts';
import type { Transform } from './transform.ts';

const rangeState = z.strictObject({ low: stateNumber, high: stateNumber });
export type Range = z.infer<typeof rangeState>;

/** 0 at the smallest number of the training rows, 1 at the largest; values beyond stop there. */
export const minMax: Transform<Range> = {
  name: 'min-max',
  state: rangeState,
  fit(column) {
    const sorted = sortedPresent(column);
    return { low: sorted[0]!, high: sorted.at(-1)! };
  },
  width: () => 1,
  plain(states) {
    const low = numbersOf(states, (state) => state.low);
    const range = numbersOf(states, (state) => rangeOf(state));
    return (values, outputs, at) => {
      for (let i = 0; i < low.length; i++) {
        outputs[at + i] = Math.min(Math.max(Math.fround(values[i]! - low[i]!) / range[i]!, 0), 1);
      }
    };
  },
  inverse: ([output], { low, high }) => low + output! * (high - low),
};

/** What shares are shares of: as float32 has it, and never 0. */
export function rangeOf({ low, high }: Range): number {
  return Math.fround(high - low) || 1;
}
