import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { countsOf } from './order-statistics.ts';
import type { Transform } from './transform.ts';

const oneHotState = z.strictObject({
  /** The codes that have an input, rising. */
  slots: z.array(z.int().nonnegative()),
});
type OneHot = z.infer<typeof oneHotState>;

/**
 * One input per category that training rows have, 1 where the value is that category. The code of unseen
 * values is a category like any other: it has an input where training rows had such values. Missing values,
 * categories that no training row has, and those beyond the `oneHotLevels` most frequent give all zeros.
 */
export const oneHot: Transform<OneHot> = {
  name: 'one-hot',
  state: oneHotState,
  fit(column, { oneHotLevels }) {
    const counts = countsOf(column);
    if (counts.size === 1 && !column.some(Number.isNaN)) return { slots: [] };
    const frequent = [...counts].toSorted(([a, m], [b, n]) => n - m || a - b).slice(0, oneHotLevels);
    return { slots: frequent.map(([code]) => code).toSorted((a, b) => a - b) };
  },
  width: ({ slots }) => slots.length,
  apply: (block, states) =>
    tf.tidy(() => {
      const slots = states.flatMap((state) => state.slots);
      // Repeats each column once per slot. A product with a 0/1 matrix, because WebAssembly gathers slowly;
      // NaN would spread over the whole row in it.
      const codes = tf.where(tf.isNaN(block), -1, block);
      const repeated = tf.matMul<tf.Tensor2D>(codes, repeater(states, slots.length));
      // Codes are whole numbers: 1 - |difference| is 1 for the same code and at most 0 for any other.
      const distance = tf.abs(tf.sub(repeated, tf.tensor2d(slots, [1, slots.length])));
      return tf.relu(tf.sub(1, distance));
    }),
};

/** [columns, slots]: 1 where the slot is the column's. */
function repeater(states: readonly OneHot[], width: number): tf.Tensor2D {
  const matrix = new Float32Array(states.length * width);
  let at = 0;
  states.forEach(({ slots }, column) => {
    matrix.fill(1, column * width + at, column * width + at + slots.length);
    at += slots.length;
  });
  return tf.tensor2d(matrix, [states.length, width]);
}
