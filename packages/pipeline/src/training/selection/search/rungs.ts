/**
 * Folds on which a candidate has been tried after each rung of successive halving: all at the last, at each one
 * before it the share `keep` of the next, as many rungs as leave at least one fold to the first but three at most.
 */
export function rungFolds(folds: number, keep: number): number[] {
  const counts = [folds, Math.ceil(folds * keep), Math.ceil(folds * keep ** 2)];
  return [...new Set(counts)].reverse();
}

/**
 * Share of the time at which each rung must be over: a rung costs its new folds for each candidate in it, of which
 * every rung has the share `keep` of the one before.
 */
export function rungEnds(rungs: readonly number[], keep: number): number[] {
  const costs = rungs.map((folds, rung) => (folds - (rungs[rung - 1] ?? 0)) * keep ** rung);
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  let ended = 0;
  return costs.map((cost) => (ended += cost) / total);
}
