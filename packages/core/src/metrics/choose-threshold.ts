import { massesOfClass, totalMasses } from './ranking.ts';
import { checkScored, isBinary, type Scored } from './scored.ts';

/** What a decision threshold is chosen to maximise; Youden's J is recall plus specificity minus one. */
export type ThresholdObjective = 'f1' | 'accuracy' | 'youden';

interface Decision {
  readonly hits: number;
  readonly falseAlarms: number;
  readonly positives: number;
  readonly negatives: number;
}

const objectives: Readonly<Record<ThresholdObjective, (decision: Decision) => number>> = {
  f1: ({ hits, falseAlarms, positives }) => (2 * hits) / (hits + falseAlarms + positives),
  accuracy: ({ hits, falseAlarms, positives, negatives }) =>
    (hits + negatives - falseAlarms) / (positives + negatives),
  youden: ({ hits, falseAlarms, positives, negatives }) => hits / positives - falseAlarms / negatives,
};

/** Sums of weights carry rounding errors; objectives this close are equal. */
const equalWithin = 1e-12;

/**
 * The threshold in [0, 1] that serves the objective best on these rows: half way between two neighbouring
 * scores, or between the extreme score and 0 or 1 where all rows are best called alike. Of equally good ones
 * the nearest to 0.5, and 0.5 where only one class has weight, for such rows can teach nothing. Throws a
 * RangeError without a positive class of two.
 */
export function chooseThreshold(scored: Scored, objective: ThresholdObjective): number {
  checkScored(scored);
  if (!isBinary(scored)) throw new RangeError('expected two classes of which one is positive');
  const masses = massesOfClass(scored, scored.positive);
  const { positive: positives, negative: negatives } = totalMasses(masses);
  if (positives === 0 || negatives === 0) return 0.5;

  const { scores } = masses;
  let best = { value: -Infinity, threshold: 0.5 };
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
    const value = objectives[objective]({ hits, falseAlarms, positives, negatives });
    const threshold = between(scores[called] ?? 0, scores[called - 1] ?? 1);
    const gain = value - best.value;
    const nearer = Math.abs(threshold - 0.5) < Math.abs(best.threshold - 0.5);
    if (gain > equalWithin || (gain >= -equalWithin && nearer)) best = { value, threshold };
  }
  return best.threshold;
}

/** The middle of two scores, or the upper one where no number lies between them: never the lower one. */
function between(lower: number, upper: number): number {
  const middle = (lower + upper) / 2;
  return middle > lower ? middle : upper;
}
