import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { sortedPresent } from '../../preprocessing/order-statistics.ts';
import { rowOf } from './row-of.ts';
import type { Transform } from './transform.ts';

const rangeState = z.strictObject({ low: z.number(), high: z.number() });
type Range = z.infer<typeof rangeState>;

/** 0 at the smallest number of the training rows, 1 at the largest; values beyond stop there. */
export const minMax: Transform<Range> = {
  name: 'min-max',
  state: rangeState,
  fit(column) {
    const sorted = sortedPresent(column);
    return { low: sorted[0]!, high: sorted.at(-1)! };
  },
  width: () => 1,
  inverse: ([output], { low, high }) => low + output! * (high - low),
  apply: (block, states) =>
    tf.tidy(() => {
      const low = rowOf(states, (state) => state.low);
      const range = rowOf(states, (state) => state.high - state.low || 1);
      return tf.clipByValue(tf.div(tf.sub(block, low), range), 0, 1);
    }),
};
