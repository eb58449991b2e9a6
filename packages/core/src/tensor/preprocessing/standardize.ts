import * as tf from '@tensorflow/tfjs-core';
import type { Standardization } from '../../preprocessing/transforms/standardize.ts';
import { rangeOf } from '../../preprocessing/transforms/min-max.ts';
import { rowOf } from './row-of.ts';

/** `standardize` over tensors. */
export function applyStandardize(block: tf.Tensor2D, states: readonly Standardization[]): tf.Tensor2D {
  return tf.tidy(() => {
    // As a share of the range first: WebAssembly clips to two numbers fast, to two rows slowly.
    const low = rowOf(states, (state) => state.low);
    const range = rowOf(states, rangeOf);
    const share = tf.clipByValue(tf.div(tf.sub(block, low), range), 0, 1);
    const slope = rowOf(states, (state) => (state.high - state.low) / state.scale);
    const start = rowOf(states, (state) => (state.low - state.mean) / state.scale);
    return tf.add(tf.mul(share, slope), start);
  });
}
