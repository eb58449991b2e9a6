import type { FittedNetwork } from './fit-network.ts';
import { outputUnits } from './network.ts';

/** Weight of each class, row weights times which give every class present the same total. */
export function balancedClassWeights(
  labels: Int32Array,
  classes: number,
  weights?: ArrayLike<number>,
): Float64Array {
  const totals = new Float64Array(classes);
  for (const [row, label] of labels.entries()) totals[label]! += weights?.[row] ?? 1;
  const all = totals.reduce((sum, total) => sum + total, 0);
  const present = totals.filter((total) => total > 0).length;
  return totals.map((total) => (total > 0 ? all / (present * total) : 1));
}

/** Row weights with mean 1: the given ones (1 where left out) times the weight of the row's class. */
export function rowWeights(
  labels: Int32Array,
  classWeights: Float64Array,
  weights?: ArrayLike<number>,
): Float32Array {
  const product = Float64Array.from(labels, (label, row) => classWeights[label]! * (weights?.[row] ?? 1));
  const mean = product.reduce((sum, weight) => sum + weight, 0) / product.length;
  return Float32Array.from(product, (weight) => weight / mean);
}

/**
 * The network with the weights of classes taken back out of its last bias. Training with class weights multiplies
 * the odds by them, so that probabilities would be those of a balanced world rather than of the table.
 */
export function restorePriors(
  network: FittedNetwork,
  classWeights: Float64Array,
  positive: number | null,
): FittedNetwork {
  const logs = Float64Array.from(classWeights, Math.log);
  const one = positive ?? 1;
  const shifts = outputUnits(logs.length) === 1 ? [logs[one]! - logs[1 - one]!] : logs;
  const parameters = network.parameters.slice();
  const last = parameters.at(-1)!;
  parameters[parameters.length - 1] = { ...last, bias: last.bias.map((bias, unit) => bias - shifts[unit]!) };
  return { ...network, parameters };
}
