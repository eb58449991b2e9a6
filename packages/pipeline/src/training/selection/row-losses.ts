import { logLosses } from '@rampart/core/internal';
import type { EncodedRows } from '../../features/encoded-rows.ts';
import { fitTemperature } from '../decision/fit-temperature.ts';
import { logitProbabilities, outputUnits, targetsOf } from '../learners/class-logits.ts';

/** Rows whose labels are known. */
export type LabelledRows = Pick<EncodedRows, 'labels' | 'classes' | 'positive' | 'weights'> & {
  /** Group of each row. */
  readonly groups: Int32Array;
};

/** Rows of the first `folds` folds. */
export interface JudgedFolds extends LabelledRows {
  /** Fold of each of these rows. */
  readonly fold: Int32Array;
  readonly folds: number;
}

/** The labels of the rows in the first `folds` folds. */
export function takeFolds(
  { labels, classes, positive, weights, groups }: LabelledRows,
  fold: Int32Array,
  folds: number,
): JudgedFolds {
  const within = (_: number, row: number) => fold[row]! < folds;
  return {
    labels: labels.filter(within),
    classes,
    positive,
    ...(weights && { weights: weights.filter(within) }),
    groups: groups.filter(within),
    fold: fold.filter(within),
    folds,
  };
}

/**
 * Log-loss of each row, in nats, of row-major logits [rows × outputs] divided by the temperature that suits all of
 * them together. Candidates are compared after that because the chosen one will be calibrated: raw log-loss would
 * punish large networks for a confidence that calibration takes away.
 */
export function rowLosses(
  logits: Float64Array,
  { labels, classes, positive, weights }: Omit<LabelledRows, 'groups'>,
): Float64Array {
  const outputs = outputUnits(classes);
  const temperature = fitTemperature(logits, outputs, targetsOf(labels, classes, positive), weights);
  const probabilities = logitProbabilities(logits, outputs, positive, temperature);
  return logLosses({ labels, classes, positive, probabilities });
}

/** Weighted mean of one value a row in each fold. */
export function foldMeans(
  values: Float64Array,
  {
    fold,
    folds,
    weights,
  }: Pick<JudgedFolds, 'fold' | 'folds'> & { readonly weights?: Float32Array | undefined },
): number[] {
  const sums = new Float64Array(folds);
  const totals = new Float64Array(folds);
  for (const [row, value] of values.entries()) {
    const weight = weights?.[row] ?? 1;
    sums[fold[row]!]! += weight * value;
    totals[fold[row]!]! += weight;
  }
  return Array.from(sums, (sum, held) => sum / totals[held]!);
}
