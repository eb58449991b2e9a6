import { type NetworkShape, parameterCount, parameterSlots } from '@rampart/core/tensor';

/** The decay of each parameter: `weightDecay` for weights, 0 for all others. */
export function decayOf(shape: NetworkShape, weightDecay: number): Float32Array {
  const decay = new Float32Array(parameterCount(shape));
  for (const { role, start, length } of parameterSlots(shape)) {
    if (role === 'weights') decay.fill(weightDecay, start, start + length);
  }
  return decay;
}
