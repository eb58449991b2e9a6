import * as tf from '@tensorflow/tfjs-core';
import { robustLimit } from '../../preprocessing/transforms/robust.ts';
import type { RobustScale } from '../../preprocessing/transforms/robust-scale.ts';
import { smoothCut, smoothLimit } from '../../preprocessing/transforms/robust-smooth.ts';
import { rowOf } from './row-of.ts';

/** `robust` over tensors. */
export function applyRobust(block: tf.Tensor2D, states: readonly RobustScale[]): tf.Tensor2D {
  return centred(block, states, robustLimit);
}

/** `robust-smooth` over tensors. */
export function applyRobustSmooth(block: tf.Tensor2D, states: readonly RobustScale[]): tf.Tensor2D {
  return tf.tidy(() => {
    const x = centred(block, states, smoothCut);
    return tf.div(x, tf.sqrt(tf.add(tf.square(tf.div(x, smoothLimit)), 1)));
  });
}

/** (value - center) / scale, cut off at ±`limit`: [rows, columns] → [rows, columns]. */
function centred(block: tf.Tensor2D, states: readonly RobustScale[], limit: number): tf.Tensor2D {
  return tf.tidy(() => {
    const center = rowOf(states, (state) => state.center);
    const scale = rowOf(states, (state) => state.scale);
    return tf.clipByValue(tf.div(tf.sub(block, center), scale), -limit, limit);
  });
}
