import { layerSlots } from '@rampart/core/tensor';
import type { TrainedNetwork } from './trained-network.ts';

/**
 * The network with the weights of classes taken back out of its last bias. Training with class weights, or with more
 * rows of a class, multiplies the odds by them: probabilities would be those of a balanced world, not of the table.
 */
export function restorePriors(network: TrainedNetwork, classWeights: Float64Array): TrainedNetwork {
  const logs = Float64Array.from(classWeights, Math.log);
  const shifts = network.shape.outputs === 1 ? [logs[1]! - logs[0]!] : logs;
  const { start, length } = layerSlots(network.shape).at(-1)!.bias;
  const parameters = network.parameters.map((value, at) =>
    at < start || at >= start + length ? value : value - shifts[(at - start) % shifts.length]!,
  );
  return { ...network, parameters };
}
