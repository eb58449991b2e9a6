import { predictedClasses, type Thresholds } from './predicted-classes.ts';
import { checkScored, weightsOf, type Scored } from './scored.ts';

/** The weight of rows by class, `[actual][predicted]`; plain counts where rows have no weights. */
export function confusionMatrix(scored: Scored, threshold: Thresholds): number[][] {
  checkScored(scored);
  const { labels, classes } = scored;
  const cells = confusionCells(labels, predictedClasses(scored, threshold), classes, weightsOf(scored));
  return Array.from({ length: classes }, (_, actual) => [
    ...cells.subarray(actual * classes, (actual + 1) * classes),
  ]);
}

/** The confusion matrix as one array, row-major [actual × predicted]. */
export function confusionCells(
  labels: ArrayLike<number>,
  predicted: Int32Array,
  classes: number,
  weights: Float64Array,
): Float64Array {
  const cells = new Float64Array(classes * classes);
  for (let row = 0; row < predicted.length; row++) {
    cells[labels[row]! * classes + predicted[row]!]! += weights[row]!;
  }
  return cells;
}
