import { classificationMetrics, metricNames } from '../../packages/core/src/index.ts';

/**
 * A peer's metrics of each fold and their mean, by the functions that Rampart's own come from; it calls the positive
 * class from probability 0.5 on. `probabilities` has for each fold a row of class probabilities for each test row.
 */
export function scorePeer(probabilities, folds, { labels, classes, positive }) {
  const all = folds.map(({ test }, fold) =>
    classificationMetrics(
      {
        labels: Int32Array.from(test, (row) => labels[row]),
        probabilities: Float64Array.from(probabilities[fold].flat()),
        classes: classes.length,
        positive,
      },
      0.5,
    ),
  );
  const metrics = Object.fromEntries(metricNames.map((name) => [name, meanOf(all.map((one) => one[name]))]));
  return { metrics, folds: all };
}

/** The mean of what is defined; null where nothing is. */
function meanOf(values) {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
