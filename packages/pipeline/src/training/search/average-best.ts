import { meanOf, type TriedCandidate } from '../out-of-fold.ts';

/** How averages are judged. */
export interface AverageOptions {
  /** Networks at most. */
  readonly most: number;
  /** Mean loss on all folds. */
  loss(candidate: TriedCandidate): number;
  /** Whether there is time to train these on all rows. */
  admits(candidates: readonly TriedCandidate[]): boolean;
}

/**
 * Forward selection from a library of models (Caruana et al., 2004), each once: the best network, and then whichever
 * lowers the loss of the mean of the logits most, as long as one does. Undefined where the best is best alone. What
 * they are on rows they were not trained on is known already, so that nothing is fitted.
 */
export function averageBest(
  tried: readonly TriedCandidate[],
  { most, loss, admits }: AverageOptions,
): TriedCandidate | undefined {
  let left = [...tried];
  let taken: TriedCandidate[] = [];
  let lowest = Number.POSITIVE_INFINITY;
  while (left.length > 0 && taken.length < most) {
    const options = left.map((one) => [...taken, one]).filter(admits);
    const losses = options.map((some) => loss(averageOf(some)));
    const least = Math.min(...losses);
    if (!(least < lowest)) break;
    lowest = least;
    taken = options[losses.indexOf(least)]!;
    left = left.filter((one) => one !== taken.at(-1));
  }
  return taken.length > 1 ? averageOf(taken) : undefined;
}

/** The candidate whose logits are the mean of theirs; all of them have been tried on the same folds. */
function averageOf(candidates: readonly TriedCandidate[]): TriedCandidate {
  const [first, ...others] = candidates as [TriedCandidate, ...TriedCandidate[]];
  const sum = (of: (one: TriedCandidate) => number) => candidates.reduce((total, one) => total + of(one), 0);
  return {
    ...first,
    candidate: {
      ...first.candidate,
      name: candidates.map(({ candidate }) => candidate.name).join(' + '),
    },
    beside: others.map(({ candidate, transformation }) => ({ candidate, transformation })),
    drawn: true,
    logits: new Map(
      [...first.logits.keys()].map((held) => [
        held,
        meanOf(candidates.map(({ logits }) => logits.get(held)!)),
      ]),
    ),
    subsetLogits: new Map(
      [...first.subsetLogits].map(([held, subsets]) => [
        held,
        subsets.map((_, at) => meanOf(candidates.map(({ subsetLogits }) => subsetLogits.get(held)![at]!))),
      ]),
    ),
    parameters: sum(({ parameters }) => parameters),
    cost: sum(({ cost }) => cost),
    seconds: sum(({ seconds }) => seconds),
    predictSeconds: sum(({ predictSeconds }) => predictSeconds),
  };
}
