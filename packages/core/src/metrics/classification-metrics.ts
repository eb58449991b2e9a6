import { averagePrecision } from './average-precision.ts';
import { brierLosses } from './brier.ts';
import { calibrationError } from './calibration-error.ts';
import { confusionCells } from './confusion-matrix.ts';
import { decisionMetrics } from './decide/decision-metrics.ts';
import { logLosses } from './log-loss.ts';
import type { Metrics } from './metric-names.ts';
import { predictedClasses, type Thresholds } from './predicted-classes.ts';
import { calibrationRanking, massPerTie, rankByClass } from './ranking.ts';
import { rocAuc } from './roc-auc.ts';
import { checkScored, isBinary, weightsOf, type Scored } from './scored.ts';
import { meanOfDefined, weightedMean } from './weighted-mean.ts';

/**
 * All metrics of scored rows. With two classes and a positive one they are about the positive class, called
 * from the threshold on; calibration error is then that of P(positive). Otherwise the most probable class is
 * called, precision, recall, F1 and the areas are plain averages of one class against the rest (over the
 * classes for which they are defined), and calibration error is that of the called class's probability. What noise adds
 * to the calibration error is taken off.
 * Throws a RangeError for lengths or values that cannot be.
 */
export function classificationMetrics(scored: Scored, threshold: Thresholds): Metrics {
  const weights = weightsOf(scored);
  return {
    ...prepareMetrics(scored, threshold)(weights),
    ece: calibrationError(calibrationRanking(scored), weights).value,
  };
}

/**
 * Sorts the rows once and returns the metrics as a function of the row weights (replacing those of `scored`): linear in
 * the rows, so that thousands of resamples are cheap. The calibration error is left out: a resample tells nothing of it.
 */
export function prepareMetrics(
  scored: Scored,
  threshold: Thresholds,
): (weights: Float64Array) => Omit<Metrics, 'ece'> {
  checkScored(scored);
  const { classes } = scored;
  const positive = isBinary(scored) ? scored.positive : null;
  const questions = positive === null ? Array.from({ length: classes }, (_, of) => of) : [positive];

  const labels = Int32Array.from(scored.labels);
  const predicted = predictedClasses(scored, threshold);
  const logLoss = logLosses(scored);
  const brier = brierLosses(scored);
  const rankings = questions.map((of) => rankByClass(scored, of));

  return (weights) => {
    const masses = rankings.map((ranking) => massPerTie(ranking, weights));
    return {
      ...decisionMetrics(confusionCells(labels, predicted, classes, weights), classes, positive),
      rocAuc: meanOfDefined(masses.map(rocAuc)),
      prAuc: meanOfDefined(masses.map(averagePrecision)),
      logLoss: weightedMean(logLoss, weights),
      brier: weightedMean(brier, weights),
    };
  };
}
