import * as tf from '@tensorflow/tfjs-core';
import type { Frequency } from '../../preprocessing/transforms/frequency.ts';
import { rowOf } from './row-of.ts';

/** `frequency` over tensors. */
export function applyFrequency(block: tf.Tensor2D, states: readonly Frequency[]): tf.Tensor2D {
  return tf.tidy(() => {
    // All columns' shares one after another, each between two zeros: for missing values and for unseen codes.
    const table = states.flatMap(({ shares }) => [0, ...shares, 0]);
    let start = 0;
    const starts = states.map(({ shares }) => {
      const from = start;
      start += shares.length + 2;
      return { from, last: shares.length + 1 };
    });
    // What is no code at all, which a damaged bundle may send here, must not be looked up before the table.
    const codes = tf.relu(tf.add(tf.floor(tf.where(tf.isNaN(block), tf.fill(block.shape, -1), block)), 1));
    const inside = tf.minimum(
      codes,
      rowOf(starts, ({ last }) => last),
    );
    const places = tf.add(
      inside,
      rowOf(starts, ({ from }) => from),
    );
    return tf.gather(tf.tensor1d(table), tf.cast(places, 'int32')) as unknown as tf.Tensor2D;
  });
}
