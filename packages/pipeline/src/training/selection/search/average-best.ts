import type { TrialOptions } from '../trial.ts';
import { averageOf, type TriedCandidate } from '../tried-candidate.ts';

/** How averages are judged. */
export interface AverageOptions {
  /** Members at most. */
  readonly most: number;
  /** What averages are made with. */
  readonly trial: TrialOptions;
  /** Mean loss on all folds. */
  loss(candidate: TriedCandidate): number;
  /** Whether there is time to train these on all rows. */
  admits(candidates: readonly TriedCandidate[]): boolean;
}

/** Forward selections at most, each from another member. */
const starts = 5;

/**
 * Forward selection from a library of models (Caruana et al., 2004), each once: a member, and then whichever lowers
 * the loss of the mean of the logits most, as long as one does. Begins with each of the best few, since the very best
 * may take the time that others need. Undefined where the best is best alone. What they are on rows they were not
 * trained on is known already, so that nothing is fitted.
 */
export function averageBest(
  tried: readonly TriedCandidate[],
  options: AverageOptions,
): TriedCandidate | undefined {
  const judged = (taken: readonly TriedCandidate[]): Judged => ({
    taken,
    loss: options.loss(averageOf(taken, options.trial)),
  });
  const alone = tried
    .map((one) => judged([one]))
    .sort(byLoss)
    .slice(0, starts);
  const [best] = alone.map((start) => grow(start, tried, judged, options)).sort(byLoss);
  return best !== undefined && best.taken.length > 1 ? averageOf(best.taken, options.trial) : undefined;
}

interface Judged {
  readonly taken: readonly TriedCandidate[];
  readonly loss: number;
}

function byLoss(a: Judged, b: Judged): number {
  return a.loss - b.loss;
}

function grow(
  start: Judged,
  tried: readonly TriedCandidate[],
  judged: (taken: readonly TriedCandidate[]) => Judged,
  { most, admits }: AverageOptions,
): Judged {
  let best = start;
  while (best.taken.length < most) {
    const { taken } = best;
    const [next] = tried
      .filter((one) => !taken.includes(one))
      .map((one) => [...taken, one])
      .filter(admits)
      .map(judged)
      .sort(byLoss);
    if (next === undefined || next.loss >= best.loss) break;
    best = next;
  }
  return best;
}
