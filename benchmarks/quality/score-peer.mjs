import { classificationMetrics, metricNames } from '../../packages/core/src/index.ts';

/**
 * The mean over the folds of a peer's metrics, by the functions that Rampart's own come from; a peer calls the positive
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
  return Object.fromEntries(metricNames.map((name) => [name, meanOf(all.map((metrics) => metrics[name]))]));
}

/** The mean of what is defined; null where nothing is. */
function meanOf(values) {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
