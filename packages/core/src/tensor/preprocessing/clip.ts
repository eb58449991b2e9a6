import * as tf from '@tensorflow/tfjs-core';
import type { Clip } from '../../preprocessing/transforms/clip.ts';
import { rowOf } from './row-of.ts';

/** `clip` over tensors. */
export function applyClip(block: tf.Tensor2D, states: readonly Clip[]): tf.Tensor2D {
  return tf.tidy(() => {
    const [low, high] = [rowOf(states, (state) => state.low), rowOf(states, (state) => state.high)];
    return tf.minimum<tf.Tensor2D>(tf.maximum(block, low), high);
  });
}
