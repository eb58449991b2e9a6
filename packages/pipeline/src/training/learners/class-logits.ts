import { logSumExp, sigmoid } from './network/logit-loss.ts';

/** Logits of a row: one for two classes, else one a class. */
export function outputUnits(classes: number): number {
  return classes === 2 ? 1 : classes;
}

/** Class numbers as targets: with two classes 1 for the positive one, else unchanged. */
export function targetsOf(labels: Int32Array, classes: number, positive: number | null): Int32Array {
  if (classes !== 2) return labels;
  const one = positive ?? 1;
  return labels.map((label) => (label === one ? 1 : 0));
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
