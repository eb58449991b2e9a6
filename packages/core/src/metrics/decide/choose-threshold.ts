import { massesOfClass, totalMasses } from '../ranking.ts';
import { checkScored, isBinary, type Scored } from '../scored.ts';
import {
  type BoundKept,
  boundKept,
  type Merit,
  meritOf,
  type Outcome,
  type ThresholdObjective,
} from './threshold-objective.ts';

/** A threshold in [0, 1], and whether it keeps the bound that the objective sets. */
export interface ThresholdChoice {
  readonly threshold: number;
  readonly bound: BoundKept;
}

/** Sums of weights carry rounding errors; merits this close are equal. */
const equalWithin = 1e-12;

/**
 * The threshold in [0, 1] that serves the objective best on these rows: half way between two neighbouring
 * scores, or between the extreme score and 0 or 1 where all rows are best called alike. Of equally good ones
 * the nearest to 0.5, and 0.5 where only one class has weight, for such rows can teach nothing. Throws a
 * RangeError without a positive class of two.
 */
export function chooseThreshold(scored: Scored, objective: ThresholdObjective): ThresholdChoice {
  checkScored(scored);
  if (!isBinary(scored)) throw new RangeError('expected two classes of which one is positive');
  const masses = massesOfClass(scored, scored.positive);
  const { positive: positives, negative: negatives } = totalMasses(masses);
  if (positives === 0 || negatives === 0) {
    return { threshold: 0.5, bound: boundKept(objective, nothingLearned) === null ? null : 'missed' };
  }
  const unit = {
    positive: rowUnit(scored, scored.positive),
    negative: rowUnit(scored, 1 - scored.positive),
  };

  const { scores } = masses;
  let best: { merit: Merit; threshold: number; bound: BoundKept } | undefined;
  let hits = 0;
  let falseAlarms = 0;
  // Each round calls the first `called` ties positive; none at first, all at last.
  for (let called = 0; called <= scores.length; called++) {
    if (called > 0) {
      hits += masses.positive[called - 1]!;
      falseAlarms += masses.negative[called - 1]!;
    }
    // A score of 1 is called positive at every threshold.
    if (called === 0 && scores[0]! >= 1) continue;
    const outcome: Outcome = { hits, falseAlarms, positives, negatives, unit };
    const merit = meritOf(objective, outcome);
    const threshold = between(scores[called] ?? 0, scores[called - 1] ?? 1);
    const gain = best === undefined ? 1 : compare(merit, best.merit);
    const nearer = best === undefined || Math.abs(threshold - 0.5) < Math.abs(best.threshold - 0.5);
    if (gain > 0 || (gain === 0 && nearer)) {
      best = { merit, threshold, bound: boundKept(objective, outcome) };
    }
  }
  return { threshold: best!.threshold, bound: best!.bound };
}

/** The sign of the first difference between two merits that is no rounding error. */
function compare(one: Merit, other: Merit): number {
  for (const [i, value] of one.entries()) {
    const gain = value - other[i]!;
    if (Math.abs(gain) > equalWithin) return gain;
  }
  return 0;
}

const nothingLearned: Outcome = {
  hits: 0,
  falseAlarms: 0,
  positives: 1,
  negatives: 1,
  unit: { positive: 1, negative: 1 },
};

/** The weight of the rows that as many equal ones would have, were their sum to vary as much: Σw² / Σw. */
function rowUnit({ labels, weights }: Scored, of: number): number {
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < labels.length; row++) {
    if (labels[row] !== of) continue;
    const weight = weights?.[row] ?? 1;
    sum += weight;
    squares += weight * weight;
  }
  return squares / sum;
}

/** The middle of two scores, or the upper one where no number lies between them: never the lower one. */
function between(lower: number, upper: number): number {
  const middle = (lower + upper) / 2;
  return middle > lower ? middle : upper;
}
