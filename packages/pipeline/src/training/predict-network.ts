import * as tf from '@tensorflow/tfjs-core';
import type { FittedNetwork } from './fit-network.ts';
import { logSumExp, sigmoid } from './logit-loss.ts';
import { joinParameters, type NetworkShape } from './network.ts';
import { forward, layerTensors } from './training-step.ts';

/** Rows a time: bounds the memory of activations. */
const chunk = 4096;

/** Logits, row-major [rows × outputs], of transformed rows under flat parameters on the current backend. */
export function parameterLogits(
  shape: NetworkShape,
  parameters: tf.Tensor1D,
  features: Float32Array,
  rows: number,
): Float64Array {
  const logits = new Float64Array(rows * shape.outputs);
  tf.tidy(() => {
    const layers = layerTensors(shape, parameters);
    for (let start = 0; start < rows; start += chunk) {
      const end = Math.min(start + chunk, rows);
      const part = tf.tidy(() => {
        const block = features.subarray(start * shape.inputs, end * shape.inputs);
        return forward(layers, tf.tensor2d(block, [end - start, shape.inputs])).dataSync();
      });
      logits.set(part, start * shape.outputs);
    }
  });
  return logits;
}

/** Logits, row-major [rows × outputs], of transformed rows. */
export function networkLogits(
  { shape, parameters }: FittedNetwork,
  features: Float32Array,
  rows: number,
): Float64Array {
  const tensor = tf.tensor1d(joinParameters(shape, parameters));
  try {
    return parameterLogits(shape, tensor, features, rows);
  } finally {
    tensor.dispose();
  }
}

/** Class probabilities, row-major [rows × classes], of a network on transformed rows. */
export function predictNetwork(
  network: FittedNetwork,
  features: Float32Array,
  rows: number,
  { positive, temperature = 1 }: { readonly positive: number | null; readonly temperature?: number },
): Float64Array {
  return logitProbabilities(
    networkLogits(network, features, rows),
    network.shape.outputs,
    positive,
    temperature,
  );
}

/**
 * Class probabilities, row-major [rows × classes], of logits divided by the temperature. One output means two
 * classes, with the logit of class `positive` (1 where null).
 */
export function logitProbabilities(
  logits: Float64Array,
  outputs: number,
  positive: number | null,
  temperature = 1,
): Float64Array {
  const scaled = logits.map((logit) => logit / temperature);
  if (outputs > 1) {
    return scaled.map((logit, i) => Math.exp(logit - logSumExp(scaled, i - (i % outputs), outputs)));
  }
  const one = positive ?? 1;
  const probabilities = new Float64Array(2 * logits.length);
  for (const [row, logit] of scaled.entries()) {
    probabilities[2 * row + one] = sigmoid(logit);
    probabilities[2 * row + 1 - one] = sigmoid(-logit);
  }
  return probabilities;
}
