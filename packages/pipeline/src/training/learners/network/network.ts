import type { Random } from '@rampart/core';
import { layerSlots, type NetworkShape, parameterCount } from '@rampart/core/tensor';

/**
 * Fresh flat parameters: He-scaled normal weights (the linear output layer without ReLU's factor 2), zero biases.
 * Members start with random signs before the first hidden layer's activation, which makes them differ, and else
 * alike (as TabM does).
 */
export function initialParameters(shape: NetworkShape, random: Random): Float32Array {
  const flat = new Float32Array(parameterCount(shape));
  const layers = layerSlots(shape);
  for (const [at, { inputs, weights, scale, gain }] of layers.entries()) {
    const deviation = Math.sqrt((at === layers.length - 1 ? 1 : 2) / inputs);
    for (let i = weights.start; i < weights.start + weights.length; i++)
      flat[i] = random.normal() * deviation;
    if (scale) {
      for (let i = scale.start; i < scale.start + scale.length; i++) {
        flat[i] = at === 0 && random.next() < 0.5 ? -1 : 1;
      }
    }
    if (gain) flat.fill(1, gain.start, gain.start + gain.length);
  }
  return flat;
}
