import { checkScored, isBinary, probabilitiesOf, type Scored, weightsOf } from '../scored.ts';

/** Probabilities, both ends among them, whose rows a person should look at: of the positive class, else of the called one. */
export type ReviewBand = readonly [low: number, high: number];

/** Certain rows are as far from any threshold as this probability. */
const least = 1e-12;

/**
 * The band that holds at most the given share of the rows' weight, those whose label is the most doubtful: nearest to
 * the threshold in log-odds where one class is positive, else least probable in the class they are called. Rows of equal
 * score go in together or not at all; the band is the mere threshold (or 0) where none fit.
 */
export function chooseReviewBand(scored: Scored, threshold: number, share: number): ReviewBand {
  checkScored(scored);
  const binary = isBinary(scored);
  const scores = binary ? probabilitiesOf(scored, scored.positive) : confidences(scored);
  const doubt = binary ? scores.map((score) => Math.abs(logOdds(score) - logOdds(threshold))) : scores;
  const weights = weightsOf(scored);
  const order = Int32Array.from(scores.keys()).sort((a, b) => doubt[a]! - doubt[b]!);
  const limit = share * weights.reduce((sum, weight) => sum + weight, 0) * (1 + 1e-12);
  let [low, high] = binary ? [threshold, threshold] : [0, 0];
  let mass = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && doubt[order[end]!] === doubt[order[start]!]) mass += weights[order[end++]!]!;
    if (mass > limit) break;
    for (const row of order.subarray(start, end)) {
      low = Math.min(low, scores[row]!);
      high = Math.max(high, scores[row]!);
    }
    start = end;
  }
  return [low, high];
}

function confidences({ labels, probabilities, classes }: Scored): Float64Array {
  return Float64Array.from(labels, (_, row) =>
    Math.max(...probabilities.subarray(row * classes, (row + 1) * classes)),
  );
}

function logOdds(probability: number): number {
  const bounded = Math.min(Math.max(probability, least), 1 - least);
  return Math.log(bounded / (1 - bounded));
}
