import { isBinary, type Scored, weightsOf } from './scored.ts';

/** The share of the weight that each class has; all 0 where nothing has weight. */
export function classShares(rows: Pick<Scored, 'labels' | 'classes' | 'weights'>): Float64Array {
  const shares = new Float64Array(rows.classes);
  const weights = weightsOf({ ...rows, probabilities: new Float64Array(), positive: null });
  let total = 0;
  for (const [row, weight] of weights.entries()) {
    shares[rows.labels[row]!]! += weight;
    total += weight;
  }
  return total > 0 ? shares.map((share) => share / total) : shares;
}

/** Those rows as a model answers them that knows nothing but the shares, in a world of this prevalence where one is stated. */
export function scoredByShares<S extends Omit<Scored, 'probabilities'>>(
  rows: S,
  sharesOf: (row: number) => Float64Array,
  prevalence: number | null,
): S & Scored {
  const { labels, classes } = rows;
  const scored = { ...rows, probabilities: new Float64Array(labels.length * classes) };
  for (let row = 0; row < labels.length; row++) {
    const shares = sharesOf(row);
    const stated = prevalence !== null && isBinary(scored) ? scored.positive : null;
    for (let label = 0; label < classes; label++) {
      const given = label === stated ? prevalence! : 1 - prevalence!;
      scored.probabilities[row * classes + label] = stated === null ? shares[label]! : given;
    }
  }
  return scored;
}
