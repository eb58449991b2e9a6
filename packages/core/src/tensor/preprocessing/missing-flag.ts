import * as tf from '@tensorflow/tfjs-core';

/** `missing-flag` over tensors. */
export function applyMissingFlag(block: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => tf.cast(tf.isNaN(block), 'float32'));
}
