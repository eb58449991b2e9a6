import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Signature } from '../bundle/manifest.ts';
import { spreadScores } from '../encoding/spread-scores.ts';

const chunkRows = 1024;

/**
 * The probability of every class for packed rows: [rows × features] in, [rows × classes] out, both row-major.
 * A model with one output gives the probability of the positive class. Nothing is left on the backend.
 */
export function predictProbabilities(
  model: LayersModel,
  packed: Float32Array,
  rows: number,
  signature: Signature,
): Float64Array {
  const { inputs, classes } = signature;
  const features = inputs.length;
  const probabilities = new Float64Array(rows * classes.length);
  for (let at = 0; at < rows; at += chunkRows) {
    const size = Math.min(chunkRows, rows - at);
    const chunk = packed.subarray(at * features, (at + size) * features);
    // The values are read outside: tidy searches whatever it returns for tensors, a long array entry by entry.
    const output = tf.tidy(() => model.predictOnBatch(tf.tensor2d(chunk, [size, features]))) as tf.Tensor2D;
    const values = output.dataSync();
    const outputs = output.shape[1];
    output.dispose();
    for (let i = 0; i < size; i++) {
      spreadScores(signature, values, outputs, i * outputs, probabilities, (at + i) * classes.length);
    }
  }
  return probabilities;
}
