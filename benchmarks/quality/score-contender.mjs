import { classificationMetrics, logLosses, predictedClasses } from '../../packages/core/src/metrics/index.ts';
import { metricNames } from '../../packages/core/src/index.ts';

/**
 * A contender's metrics in each fold and their mean, by the functions that Rampart's own come from, and its log-losses and
 * hits (1 or 0) row by row. `answers` has for each fold the `probabilities` of its test rows and, from who chooses a
 * threshold, the classes that were `predicted`; others call the positive class from probability 0.5 on.
 */
export function scoreContender({ name, seconds, answers }, folds, { labels, classes, positive }) {
  const scored = answers.map(({ probabilities, predicted }, fold) => {
    const given = {
      labels: Int32Array.from(folds[fold].test, (row) => labels[row]),
      probabilities,
      classes: classes.length,
      positive,
    };
    const thresholds = predicted === undefined || positive === null ? 0.5 : thresholdsOf(predicted, positive);
    const called = predictedClasses(given, thresholds);
    return {
      metrics: classificationMetrics(given, thresholds),
      losses: logLosses(given),
      hits: called.map((of, at) => Number(of === given.labels[at])),
    };
  });
  const mean = Object.fromEntries(
    metricNames.map((metric) => [metric, meanOf(scored.map(({ metrics }) => metrics[metric]))]),
  );
  return { name, seconds, metrics: mean, folds: scored };
}

/** Thresholds by which each row is called what it was called. */
function thresholdsOf(predicted, positive) {
  return Float64Array.from(predicted, (of) => (of === positive ? 0 : Number.POSITIVE_INFINITY));
}

/** The mean of what is defined; null where nothing is. */
function meanOf(values) {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
