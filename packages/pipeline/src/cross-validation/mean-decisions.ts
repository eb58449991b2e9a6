import { classificationMetrics, type Metrics, type Scored } from '@rampart/core';
import { perMetric } from '@rampart/core/internal';
import type { DecisionEvaluation, DecisionScores } from '../evaluation/evaluate-decisions.ts';

/** How rows with a subset of the feature groups were decided over all folds that have such rows. */
export interface MeanDecision {
  readonly groups: readonly string[];
  /** In all folds together. */
  readonly rows: number;
  readonly mean: Metrics;
  /** Calibration error of the rows of all folds together: that of a small fold is mostly chance. */
  readonly pooledEce: number | null;
}

/** The figures of each subset over the folds. */
export function meanDecisions(
  folds: readonly DecisionEvaluation[],
  scored: readonly DecisionScores[],
): MeanDecision[] {
  const named = new Map(folds.map(({ groups }) => [groups.join(), groups]));
  return [...named].map(([key, groups]) => {
    const same = folds.filter((subset) => subset.groups.join() === key);
    const pooled = joinScored(scored.flatMap((one) => (one.groups.join() === key ? [one.scored] : [])));
    return {
      groups,
      rows: same.reduce((sum, { rows }) => sum + rows, 0),
      mean: perMetric((name) => average(same.map(({ metrics }) => metrics[name]))),
      pooledEce: classificationMetrics(pooled, 0.5).ece,
    };
  });
}

/** The mean of the values that are defined; null where none is. */
export function average(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length;
}

/** The rows of several folds as one. */
function joinScored(parts: readonly Scored[]): Scored {
  const [{ classes, positive }] = parts as [Scored];
  const joined = <T>(of: (part: Scored) => ArrayLike<T>) => parts.flatMap((part) => Array.from(of(part)));
  const weights = joined(({ weights: own = [] }) => own);
  return {
    labels: Int32Array.from(joined(({ labels }) => labels)),
    probabilities: Float64Array.from(joined(({ probabilities }) => probabilities)),
    classes,
    positive,
    ...(weights.length > 0 && { weights: Float64Array.from(weights) }),
  };
}

/** The standard deviation of the values that are defined; null for fewer than two. */
export function deviation(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  const mean = average(defined);
  if (mean === null || defined.length < 2) return null;
  return Math.sqrt(defined.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (defined.length - 1));
}
