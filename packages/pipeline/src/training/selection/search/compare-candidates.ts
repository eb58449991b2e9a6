/** What a candidate is compared by: its loss on each fold, the same folds for all, and what it costs to run. */
export interface Contender {
  /** Multiplications and additions that a row takes, roughly. */
  readonly cost: number;
  readonly losses: readonly number[];
}

/** Index of the candidate with the lowest mean loss. */
export function bestOf(candidates: readonly Contender[]): number {
  const means = candidates.map(({ losses }) => mean(losses));
  return means.indexOf(Math.min(...means));
}

/**
 * Index of the candidate that costs least among those whose loss exceeds the lowest by at most one standard error of
 * the difference. Differences are paired by fold: how hard a fold is moves all candidates alike, and the error of
 * the losses themselves would let logistic regression pass for as good as anything.
 */
export function simplestNearBest(candidates: readonly Contender[]): number {
  const best = bestOf(candidates);
  let simplest = best;
  for (const [index, { cost, losses }] of candidates.entries()) {
    const behind = differences(losses, candidates[best]!.losses);
    const near = mean(behind) <= (standardError(behind) ?? 0);
    if (near && cost < candidates[simplest]!.cost) simplest = index;
  }
  return simplest;
}

/** By how much each loss exceeds that of another candidate on the same fold. */
export function differences(losses: readonly number[], others: readonly number[]): number[] {
  return losses.map((loss, held) => loss - others[held]!);
}

/** Standard error of the mean; null for a single value. */
export function standardError(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

/** The mean; NaN of no values. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
