import type { Metrics, ThresholdObjective } from '@rampart/core';
import { type Calibration, calibrate } from './calibrate.ts';
import type { CandidateSettings } from './candidate-settings.ts';
import type { EncodedRows } from './encoded-rows.ts';
import type { OutOfFold } from './out-of-fold.ts';

/** As in the log-loss of the metrics: one certain mistake must not decide among candidates. */
const leastProbability = 1e-15;

/** How one candidate did on rows it was not trained on. */
export interface LeaderboardEntry {
  readonly name: string;
  /** Numbers that the network learns. */
  readonly parameters: number;
  /** Of its calibrated out-of-fold probabilities at its own threshold. */
  readonly outOfFold: Metrics;
  /** Calibrated log-loss of each fold, in nats. */
  readonly folds: number[];
  /** Spent on its out-of-fold networks. */
  readonly seconds: number;
}

/** The candidate to train on all rows, and how all did. */
export interface Selection {
  readonly chosen: CandidateSettings;
  readonly calibration: Calibration;
  /** In the order of the candidates. */
  readonly leaderboard: readonly LeaderboardEntry[];
}

/**
 * Judges every candidate by its calibrated out-of-fold log-loss and chooses the one with the fewest parameters
 * that is not clearly worse than the best. Each is calibrated first, because the chosen one will be: raw log-loss
 * would punish large networks for a confidence that calibration takes away.
 */
export function selectCandidate(
  tried: readonly OutOfFold[],
  { labels, classes, positive, weights }: EncodedRows,
  {
    fold,
    folds,
    objective,
  }: { readonly fold: Int32Array; readonly folds: number; readonly objective: ThresholdObjective },
): Selection {
  const judged = tried.map((one) => {
    const calibration = calibrate({ logits: one.logits, labels, classes, positive, weights }, objective);
    return { ...one, calibration, losses: foldLosses(calibration.probabilities) };
  });
  const chosen = judged[simplestNearBest(judged)]!;
  return {
    chosen: chosen.candidate,
    calibration: chosen.calibration,
    leaderboard: judged.map(({ candidate, parameters, calibration, losses, seconds }) => ({
      name: candidate.name,
      parameters,
      outOfFold: calibration.metrics,
      folds: losses,
      seconds,
    })),
  };

  function foldLosses(probabilities: Float64Array): number[] {
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
}

/**
 * Index of the candidate with the fewest parameters whose loss exceeds the lowest by at most one standard error of
 * the difference. Differences are paired by fold: how hard a fold is moves all candidates alike, and the error of
 * the losses themselves would let logistic regression pass for as good as anything.
 */
export function simplestNearBest(
  candidates: readonly { readonly parameters: number; readonly losses: readonly number[] }[],
): number {
  const means = candidates.map(({ losses }) => mean(losses));
  const best = means.indexOf(Math.min(...means));
  let simplest = best;
  for (const [index, { parameters, losses }] of candidates.entries()) {
    const differences = losses.map((loss, held) => loss - candidates[best]!.losses[held]!);
    const difference = mean(differences);
    const squares = differences.reduce((sum, value) => sum + (value - difference) ** 2, 0);
    const error = Math.sqrt(squares / (differences.length - 1) / differences.length);
    if (difference <= error && parameters < candidates[simplest]!.parameters) simplest = index;
  }
  return simplest;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
