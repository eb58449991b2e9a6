import * as tf from '@tensorflow/tfjs-core';
import type { Log } from '../../preprocessing/transforms/log.ts';
import { preciseLog1p } from './precise-log1p.ts';
import { rowOf } from './row-of.ts';
import { applyStandardize } from './standardize.ts';

/** `log` over tensors. */
export function applyLog(block: tf.Tensor2D, states: readonly Log[]): tf.Tensor2D {
  return tf.tidy(() => applyStandardize(centredLog(block, states), states));
}

/**
 * The logarithm of each value less that of its column's median. Float32 would lose the difference of two large
 * logarithms, so it is the logarithm of the ratio; and a ratio near 1 loses its difference from 1, so there it is the
 * logarithm of 1 + that difference. Columns with a median below 0 are mirrored, so that the median is never below.
 */
function centredLog(block: tf.Tensor2D, states: readonly Log[]): tf.Tensor2D {
  return tf.tidy(() => {
    const mirror = rowOf(states, ({ center }) => (center < 0 ? -1 : 1));
    const center = rowOf(states, (state) => Math.abs(state.center));
    const unit = rowOf(states, (state) => 1 + Math.abs(state.center));
    const mirrored = tf.mul<tf.Tensor2D>(block, mirror);
    const above = tf.relu(mirrored);
    const ratio = tf.div(tf.add(above, 1), unit);
    const near = preciseLog1p(tf.div(tf.sub(above, center), unit));
    const difference = tf.where(tf.greater(ratio, 0.5), near, tf.log(ratio));
    return tf.mul<tf.Tensor2D>(tf.sub(difference, preciseLog1p(tf.relu(tf.neg(mirrored)))), mirror);
  });
}
