import * as tf from '@tensorflow/tfjs-core';

/**
 * Which feature groups encoded rows [rows × features] have, [rows × groups]: 0 where every column of the group, given
 * by its number, is missing (NaN), else 1.
 */
export function presentGroups(groups: readonly (readonly number[])[], rows: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const features = rows.shape[1];
    const belongs = new Float32Array(features * groups.length);
    for (const [group, columns] of groups.entries()) {
      for (const column of columns) belongs[column * groups.length + group] = 1;
    }
    const missing = tf.matMul(
      tf.cast(tf.isNaN(rows), 'float32'),
      tf.tensor2d(belongs, [features, groups.length]),
    );
    const sizes = tf.tensor2d([groups.map((columns) => new Set(columns).size)]);
    return tf.cast(tf.less(missing, sizes), 'float32');
  });
}
