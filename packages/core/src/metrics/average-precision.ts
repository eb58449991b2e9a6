import type { TieMasses } from './ranking.ts';

/**
 * The area under the precision-recall curve as average precision: precision at each threshold, weighted by
 * the recall it adds, rows of equal score as one threshold. Not interpolated, because straight lines between
 * points of this curve flatter. Null where only one class has weight.
 */
export function averagePrecision({ positive, negative }: TieMasses): number | null {
  let sum = 0;
  let positives = 0;
  let negatives = 0;
  for (let tie = 0; tie < positive.length; tie++) {
    positives += positive[tie]!;
    negatives += negative[tie]!;
    if (positive[tie]! > 0) sum += (positive[tie]! * positives) / (positives + negatives);
  }
  return positives > 0 && negatives > 0 ? sum / positives : null;
}
