import * as tf from '@tensorflow/tfjs-core';
import type { TrainedNetwork } from './trained-network.ts';
import { fitsKernel, FusedNetwork } from './step/fused-network.ts';
import { fusedLogits } from './step/fused-step.ts';
import { operationsLogits } from './step/operations-step.ts';
import { logitProbabilities } from '../class-logits.ts';

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
