import * as tf from '@tensorflow/tfjs-core';
import type { TrainedNetwork } from './fit-network.ts';
import { logSumExp, sigmoid } from './logit-loss.ts';
import { fitsKernel, FusedNetwork } from './step/fused-network.ts';
import { fusedLogits } from './step/fused-step.ts';
import { operationsLogits } from './step/operations-step.ts';

/** Rows a time in the kernel: few enough that units stay in the cache. */
const chunk = 256;

/** Logits, row-major [rows × outputs], of transformed rows: the mean over networks that share weights. */
export function networkLogits(
  { shape, parameters }: TrainedNetwork,
  { features, rows }: { readonly features: Float32Array; readonly rows: number },
): Float64Array {
  if (fitsKernel(shape, chunk)) {
    const network = new FusedNetwork(shape, chunk, false);
    const { at, view } = network.memory;
    view(at.parameters!, parameters.length).set(parameters);
    return fusedLogits(network, chunk, features, rows);
  }
  const tensor = tf.tensor1d(parameters);
  try {
    return operationsLogits(shape, tensor, features, rows);
  } finally {
    tensor.dispose();
  }
}

/** Class probabilities, row-major [rows × classes], of a network on transformed rows. */
export function predictNetwork(
  network: TrainedNetwork,
  features: Float32Array,
  rows: number,
  { positive, temperature = 1 }: { readonly positive: number | null; readonly temperature?: number },
): Float64Array {
  const logits = networkLogits(network, { features, rows });
  return logitProbabilities(logits, network.shape.outputs, positive, temperature);
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
