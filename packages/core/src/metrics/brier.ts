import { isBinary, type Scored } from './scored.ts';

/**
 * The squared distance of each row's probabilities from the truth: (p - y)² of the positive class, in [0, 1];
 * without a positive class summed over all classes as Brier defined it, in [0, 2].
 */
export function brierLosses(scored: Scored): Float64Array {
  const { labels, probabilities, classes } = scored;
  const counted = isBinary(scored) ? [scored.positive] : Array.from({ length: classes }, (_, of) => of);
  return Float64Array.from(labels, (label, row) => {
    let sum = 0;
    for (const of of counted) sum += (probabilities[row * classes + of]! - (label === of ? 1 : 0)) ** 2;
    return sum;
  });
}
