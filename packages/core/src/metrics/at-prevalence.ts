import { type BinaryScored, isBinary, type Scored, weightsOf } from './scored.ts';

/**
 * The same rows, weighted so that the positive class has the given share of the weight: what is computed from them is
 * then about a world of that prevalence, as probabilities that were corrected to it are. Weights within a class keep
 * their proportions. `share` is the positive share of the rows of which these are some; that of these themselves where
 * left out, and the total weight stays. The rows unchanged where no prevalence is stated, there is no positive class of
 * two, or only one class has weight.
 */
export function atPrevalence<S extends Scored>(
  scored: S,
  prevalence: number | null,
  share: number | null = scored.positive === null
    ? null
    : positiveShare({ ...scored, positive: scored.positive }),
): S {
  if (prevalence === null || !isBinary(scored)) return scored;
  const weights = weightsOf(scored);
  if (share === null || share === 0 || share === 1) return scored;
  const { labels, positive } = scored;
  const factors = { positive: prevalence / share, negative: (1 - prevalence) / (1 - share) };
  return {
    ...scored,
    weights: weights.map(
      (weight, row) => weight * (labels[row] === positive ? factors.positive : factors.negative),
    ),
  };
}

/** The share of the weight that rows of the positive class have; null where nothing has weight. */
export function positiveShare({
  labels,
  positive,
  weights,
}: Pick<BinaryScored, 'labels' | 'positive' | 'weights'>): number | null {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < labels.length; row++) {
    const weight = weights?.[row] ?? 1;
    total += weight;
    if (labels[row] === positive) sum += weight;
  }
  return total > 0 ? sum / total : null;
}

/**
 * What to add to the logit of the positive class, so that probabilities that are right where that class has one share
 * become right where it has another, all else being equal (Elkan, 2001; Saerens et al., 2002).
 */
export function priorShift(from: number, to: number): number {
  return Math.log(to / (1 - to)) - Math.log(from / (1 - from));
}
