import { atPrevalence, classificationMetrics, type Config, type Metrics } from '@rampart/core';
import {
  classShares,
  logLosses,
  positiveShare,
  priorName,
  scoredByShares,
  statedPrevalence,
} from '@rampart/core/internal';
import type { EncodedRows } from '../../features/encoded-rows.ts';
import type { LeaderboardEntry } from './leaderboard.ts';
import { foldMeans } from './row-losses.ts';
import { excess } from './search/compare-candidates.ts';

/** How much a model saves over the constant prior on rows that neither has seen, in nats a row. */
export interface PriorGain {
  readonly logLoss: number;
  /** Of the saving, with rows of one group taken together. */
  readonly standardError: number;
}

/** The constant prior out of fold: each row is answered with the class shares of the other folds. */
export interface PriorStanding {
  readonly entry: LeaderboardEntry;
  /** What a model with these probabilities, row-major [rows × classes], saves over it. */
  gainOf(probabilities: Float64Array): PriorGain;
}

type Rows = Pick<EncodedRows, 'labels' | 'classes' | 'positive' | 'weights'> & {
  readonly groups: Int32Array;
};

/** What whoever always says the same comes to, which is the least that a model has to beat. */
export function priorStanding(
  { groups, ...rows }: Rows,
  fold: Int32Array,
  training: Config['training'],
): PriorStanding {
  const { labels, classes, positive, weights } = rows;
  const prevalence = statedPrevalence(training);
  const share = positive === null ? null : positiveShare({ ...rows, positive });
  const known = { labels, classes, positive, ...(weights && { weights }) };
  const shares = Array.from({ length: training.folds }, (_, held) =>
    classShares({ ...known, weights: othersOnly(fold, held, weights) }),
  );
  const scored = atPrevalence(
    scoredByShares(known, (row) => shares[fold[row]!]!, prevalence),
    prevalence,
    share,
  );
  const losses = logLosses(scored);
  return {
    entry: {
      name: priorName,
      drawn: false,
      eligible: false,
      settings: {},
      parts: [],
      epochs: [],
      parameters: 0,
      outOfFold: constantMetrics(scored, prevalence),
      folds: foldMeans(losses, { fold, folds: training.folds, weights }),
      behindBest: null,
      standardError: null,
      seconds: 0,
      predictMicroseconds: null,
    },
    gainOf(probabilities) {
      const own = logLosses({ ...scored, probabilities });
      const { mean, standardError } = excess(losses, own, { groups, weights: scored.weights });
      return { logLoss: mean, standardError };
    },
  };
}

/**
 * Rows are ranked as if all had one answer: the folds' shares differ by chance, and against the labels, since a class
 * that a fold has more of the others have less of.
 */
function constantMetrics(
  scored: Parameters<typeof classificationMetrics>[0],
  prevalence: number | null,
): Metrics {
  const { positive, classes } = scored;
  const shares = classShares(scored);
  const often = classes === 2 && positive !== null && shares[positive]! >= 0.5;
  // Always the same class, whatever the threshold of a candidate is for.
  const threshold = often ? 0 : 2;
  const constant = scoredByShares(scored, () => shares, prevalence);
  const { rocAuc, prAuc } = classificationMetrics(constant, threshold);
  return { ...classificationMetrics(scored, threshold), rocAuc, prAuc };
}

function othersOnly(fold: Int32Array, held: number, weights: Float32Array | undefined): Float64Array {
  return Float64Array.from(fold, (own, row) => (own === held ? 0 : (weights?.[row] ?? 1)));
}
