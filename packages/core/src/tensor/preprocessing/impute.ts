import * as tf from '@tensorflow/tfjs-core';
import type { Imputation } from '../../preprocessing/transforms/imputation.ts';
import { rowOf } from './row-of.ts';

/** Puts each column's value where it is NaN: [rows, columns] → [rows, columns]. */
export function impute(block: tf.Tensor2D, states: readonly Imputation[]): tf.Tensor2D {
  return tf.tidy(() => {
    const values = rowOf(states, ({ value }) => value);
    // WebAssembly selects slowly between operands of different shapes.
    return tf.where(tf.isNaN(block), tf.add(tf.zerosLike(block), values), block);
  });
}
