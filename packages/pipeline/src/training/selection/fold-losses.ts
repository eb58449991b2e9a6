import type { EncodedRows } from '../../features/encoded-rows.ts';
import { fitTemperature } from '../decision/fit-temperature.ts';
import { logitProbabilities, outputUnits, targetsOf } from '../learners/class-logits.ts';

/** Rows of the first `folds` folds. */
export interface JudgedFolds extends Pick<EncodedRows, 'labels' | 'classes' | 'positive' | 'weights'> {
  /** Fold of each of these rows. */
  readonly fold: Int32Array;
  readonly folds: number;
}

/** As in the log-loss of the metrics: one certain mistake must not decide among candidates. */
const leastProbability = 1e-15;

/** The labels of the rows in the first `folds` folds. */
export function takeFolds(
  { labels, classes, positive, weights }: Pick<EncodedRows, 'labels' | 'classes' | 'positive' | 'weights'>,
  fold: Int32Array,
  folds: number,
): JudgedFolds {
  const within = (_: number, row: number) => fold[row]! < folds;
  return {
    labels: labels.filter(within),
    classes,
    positive,
    ...(weights && { weights: weights.filter(within) }),
    fold: fold.filter(within),
    folds,
  };
}

/**
 * Mean log-loss of each fold, in nats, of row-major logits [rows × outputs] divided by the temperature that suits
 * all folds together. Candidates are compared after that because the chosen one will be calibrated: raw log-loss
 * would punish large networks for a confidence that calibration takes away.
 */
export function foldLosses(
  logits: Float64Array,
  { labels, classes, positive, weights, fold, folds }: JudgedFolds,
): number[] {
  const outputs = outputUnits(classes);
  const temperature = fitTemperature(logits, outputs, targetsOf(labels, classes, positive), weights);
  const probabilities = logitProbabilities(logits, outputs, positive, temperature);
  const sums = new Float64Array(folds);
  const totals = new Float64Array(folds);
  for (const [row, label] of labels.entries()) {
    const weight = weights?.[row] ?? 1;
    const probability = Math.max(probabilities[row * classes + label]!, leastProbability);
    sums[fold[row]!]! -= weight * Math.log(probability);
    totals[fold[row]!]! += weight;
  }
  return Array.from(sums, (sum, held) => sum / totals[held]!);
}
