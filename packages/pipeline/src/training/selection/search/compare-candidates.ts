import { type GroupedMean, groupedMean, type GroupedRows } from '../grouped-mean.ts';

/** What a candidate is compared by: its loss on each row, the same rows for all, and what it costs. */
export interface Contender {
  /** The first counts most; the next one decides among those that are equal in it. */
  readonly costs: readonly number[];
  readonly losses: Float64Array;
}

/** Index of the candidate with the lowest mean loss. */
export function bestOf(candidates: readonly Contender[], rows: GroupedRows): number {
  const means = candidates.map(({ losses }) => groupedMean(losses, rows).mean);
  return means.indexOf(Math.min(...means));
}

/**
 * Index of the candidate that costs least among those whose loss exceeds the lowest by at most one standard error of
 * the difference. Differences are paired: how hard a row is moves all candidates alike, and the error of the losses
 * themselves would let logistic regression pass for as good as anything. They are paired by row, and not by fold
 * (Vehtari, Gelman and Gabry, 2017): the standard error of four differences is itself known to 40 % only, so that how
 * the folds fell would decide.
 */
export function simplestNearBest(candidates: readonly Contender[], rows: GroupedRows): number {
  const best = bestOf(candidates, rows);
  let simplest = best;
  for (const [index, { costs, losses }] of candidates.entries()) {
    const behind = excess(losses, candidates[best]!.losses, rows);
    if (behind.mean <= behind.standardError && isLess(costs, candidates[simplest]!.costs)) simplest = index;
  }
  return simplest;
}

/** By how much losses exceed others on the same rows, on average. */
export function excess(losses: Float64Array, others: Float64Array, rows: GroupedRows): GroupedMean {
  return groupedMean(
    losses.map((loss, row) => loss - others[row]!),
    rows,
  );
}

function isLess(costs: readonly number[], others: readonly number[]): boolean {
  const at = costs.findIndex((cost, which) => cost !== others[which]!);
  return at >= 0 && costs[at]! < others[at]!;
}
