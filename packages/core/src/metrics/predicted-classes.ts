import { isBinary, type Scored } from './scored.ts';

/** The threshold of all rows, or one for each of them. */
export type Thresholds = number | ArrayLike<number>;

/**
 * The class number each row is called. With a positive class: that class from the threshold on, the other one
 * below it. Without: the most probable class, the first of equals; the threshold is not used.
 */
export function predictedClasses(scored: Scored, threshold: Thresholds): Int32Array {
  const { labels, probabilities, classes } = scored;
  const predicted = new Int32Array(labels.length);
  for (let row = 0; row < predicted.length; row++) {
    const start = row * classes;
    if (isBinary(scored)) {
      const { positive } = scored;
      const least = typeof threshold === 'number' ? threshold : threshold[row]!;
      predicted[row] = probabilities[start + positive]! >= least ? positive : 1 - positive;
    } else {
      let best = 0;
      for (let c = 1; c < classes; c++) {
        if (probabilities[start + c]! > probabilities[start + best]!) best = c;
      }
      predicted[row] = best;
    }
  }
  return predicted;
}
