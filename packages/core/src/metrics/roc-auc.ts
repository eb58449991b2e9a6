import type { TieMasses } from './ranking.ts';

/**
 * The chance that a positive row scores above a negative one, a tie counted as half (Mann-Whitney): exactly
 * the area under the ROC curve. Null where only one class has weight.
 */
export function rocAuc({ positive, negative }: TieMasses): number | null {
  let pairsWon = 0;
  let positives = 0;
  let negatives = 0;
  for (let tie = 0; tie < positive.length; tie++) {
    pairsWon += negative[tie]! * (positives + positive[tie]! / 2);
    positives += positive[tie]!;
    negatives += negative[tie]!;
  }
  return positives > 0 && negatives > 0 ? pairsWon / (positives * negatives) : null;
}
