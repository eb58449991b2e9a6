import * as tf from '@tensorflow/tfjs-core';
import { imputeNearest, type Nearest } from '../../preprocessing/transforms/impute-nearest.ts';

/**
 * `impute-nearest` over tensors, computed on the host: a difference in the last digit of a distance makes another row the
 * nearest, and no two backends sum alike.
 */
export function applyImputeNearest(block: tf.Tensor2D, states: readonly Nearest[]): tf.Tensor2D {
  const [rows, columns] = block.shape;
  const values = block.dataSync() as Float32Array;
  const width = states.filter(({ fill }) => fill).length;
  const outputs = new Float32Array(rows * width);
  const apply = imputeNearest.plain(states);
  for (let row = 0; row < rows; row++) {
    apply(values.subarray(row * columns, (row + 1) * columns), outputs, row * width);
  }
  return tf.tensor2d(outputs, [rows, width]);
}
