import * as tf from '@tensorflow/tfjs-core';
import { type Range, rangeOf } from '../../preprocessing/transforms/min-max.ts';
import { rowOf } from './row-of.ts';

/** `min-max` over tensors. */
export function applyMinMax(block: tf.Tensor2D, states: readonly Range[]): tf.Tensor2D {
  return tf.tidy(() => {
    const low = rowOf(states, (state) => state.low);
    const range = rowOf(states, rangeOf);
    return tf.clipByValue(tf.div(tf.sub(block, low), range), 0, 1);
  });
}
