import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { countsOf, single } from '../../preprocessing/order-statistics.ts';
import { rowOf } from './row-of.ts';
import type { Transform } from './transform.ts';

const frequencyState = z.strictObject({
  /** The share of training rows that have a code, by code. */
  shares: z.array(z.number().min(0).max(1)),
});
type Frequency = z.infer<typeof frequencyState>;

/** How common a category is: its share of the training rows, 0 for missing values and for those that no training row has. */
export const frequency: Transform<Frequency> = {
  name: 'frequency',
  state: frequencyState,
  fit(column) {
    const counts = countsOf(column);
    const codes = [...counts.keys()].reduce((most, code) => Math.max(most, code), 0) + 1;
    return {
      shares: Array.from({ length: codes }, (_, code) => single((counts.get(code) ?? 0) / column.length)),
    };
  },
  width: () => 1,
  apply: (block, states) =>
    tf.tidy(() => {
      // All columns' shares one after another, each between two zeros: for missing values and for unseen codes.
      const table = states.flatMap(({ shares }) => [0, ...shares, 0]);
      let start = 0;
      const starts = states.map(({ shares }) => {
        const from = start;
        start += shares.length + 2;
        return { from, last: shares.length + 1 };
      });
      const codes = tf.add(tf.where(tf.isNaN(block), -1, block), 1);
      const inside = tf.minimum(
        codes,
        rowOf(starts, ({ last }) => last),
      );
      const places = tf.add(
        inside,
        rowOf(starts, ({ from }) => from),
      );
      return tf.gather(tf.tensor1d(table), tf.cast(places, 'int32')) as unknown as tf.Tensor2D;
    }),
};
