import { sigmoid } from '../learners/network/logit-loss.ts';

/** The temperature is kept in [1 / limit, limit]: logits that separate the classes perfectly would want 0. */
const limit = 20;
const halvings = 36;

/**
 * The temperature T for which softmax(logits / T) has the lowest log-loss on these rows (Guo et al., 2017).
 * `logits` are row-major [rows × outputs], `targets` as in `logitLoss`. Meant for logits of rows that the network
 * was not trained on.
 */
export function fitTemperature(
  logits: Float64Array,
  outputs: number,
  targets: ArrayLike<number>,
  weights?: ArrayLike<number>,
): number {
  // The loss is convex in the inverse temperature, so its derivative changes sign once.
  const slope = outputs === 1 ? binarySlope : softmaxSlope;
  let low = -Math.log(limit);
  let high = Math.log(limit);
  for (let i = 0; i < halvings; i++) {
    const middle = (low + high) / 2;
    if (slope(logits, outputs, targets, weights, Math.exp(middle)) < 0) low = middle;
    else high = middle;
  }
  return Math.exp(-(low + high) / 2);
}

/** Derivative of the total log-loss by the inverse temperature. */
type Slope = (
  logits: Float64Array,
  outputs: number,
  targets: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  inverse: number,
) => number;

const binarySlope: Slope = (logits, _outputs, targets, weights, inverse) => {
  let slope = 0;
  for (let row = 0; row < logits.length; row++) {
    const logit = logits[row]!;
    slope += (weights?.[row] ?? 1) * (sigmoid(inverse * logit) - targets[row]!) * logit;
  }
  return slope;
};

const softmaxSlope: Slope = (logits, outputs, targets, weights, inverse) => {
  let slope = 0;
  for (let start = 0, row = 0; start < logits.length; start += outputs, row++) {
    let most = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < outputs; k++) most = Math.max(most, logits[start + k]!);
    let sum = 0;
    let mean = 0;
    for (let k = 0; k < outputs; k++) {
      const logit = logits[start + k]!;
      const mass = Math.exp(inverse * (logit - most));
      sum += mass;
      mean += mass * logit;
    }
    slope += (weights?.[row] ?? 1) * (mean / sum - logits[start + targets[row]!]!);
  }
  return slope;
};
