import type { Scored } from './scored.ts';

/** One certain mistake must not make the mean infinite. */
const leastProbability = 1e-15;

/** Minus the natural logarithm of the probability each row's true class got, at most 34.5. */
export function logLosses({ labels, probabilities, classes }: Scored): Float64Array {
  return Float64Array.from(labels, (label, row) => {
    return -Math.log(Math.max(probabilities[row * classes + label]!, leastProbability));
  });
}
