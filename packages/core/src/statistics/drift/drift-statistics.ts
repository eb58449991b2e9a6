/**
 * The G statistic (twice the log-likelihood ratio) of two samples counted in the same cells: 0 where their shares
 * are equal, about χ² with one degree of freedom less than there are cells where both come from one distribution.
 */
export function gStatistic(reference: Float64Array, batch: Float64Array): number {
  const rows = total(reference);
  const more = total(batch);
  if (rows === 0 || more === 0) return 0;
  let sum = 0;
  for (let cell = 0; cell < reference.length; cell++) {
    const [a, b] = [reference[cell]!, batch[cell]!];
    const shared = (a + b) / (rows + more);
    if (a > 0) sum += a * Math.log(a / (rows * shared));
    if (b > 0) sum += b * Math.log(b / (more * shared));
  }
  return Math.max(0, 2 * sum);
}

/** The Kolmogorov-Smirnov distance of two samples counted in the same rising cells. */
export function ksDistance(reference: Float64Array, batch: Float64Array): number {
  const rows = total(reference);
  const more = total(batch);
  if (rows === 0 || more === 0) return 0;
  let [below, belowBatch, distance] = [0, 0, 0];
  for (let cell = 0; cell < reference.length; cell++) {
    below += reference[cell]!;
    belowBatch += batch[cell]!;
    distance = Math.max(distance, Math.abs(below / rows - belowBatch / more));
  }
  return distance;
}

/** Half the sum of the differences of the shares: the share of rows that would have to change their value. */
export function totalVariation(reference: Float64Array, batch: Float64Array): number {
  const rows = total(reference);
  const more = total(batch);
  if (rows === 0 || more === 0) return 0;
  let sum = 0;
  for (let cell = 0; cell < reference.length; cell++) {
    sum += Math.abs(reference[cell]! / rows - batch[cell]! / more);
  }
  return sum / 2;
}

/** A sample as cells: how many values each holds, and their mean. */
export interface CellMeans {
  readonly counts: ArrayLike<number>;
  readonly means: ArrayLike<number>;
}

/**
 * The Wasserstein-1 distance of two samples, in the unit of their values, each cell standing for its values at
 * their mean: exact where a cell holds one value, else a little too small, never too large.
 */
export function wassersteinDistance(reference: CellMeans, batch: CellMeans): number {
  const points = [...pointsOf(reference, 1), ...pointsOf(batch, -1)].toSorted(
    (left, right) => left.at - right.at,
  );
  let [ahead, distance] = [0, 0];
  for (let i = 1; i < points.length; i++) {
    ahead += points[i - 1]!.mass;
    distance += Math.abs(ahead) * (points[i]!.at - points[i - 1]!.at);
  }
  return distance;
}

function pointsOf({ counts, means }: CellMeans, sign: 1 | -1): { at: number; mass: number }[] {
  const rows = total(counts);
  return Array.from(counts, (count, cell) => ({ at: means[cell]!, mass: (sign * count) / rows })).filter(
    ({ mass }) => mass !== 0,
  );
}

function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let cell = 0; cell < counts.length; cell++) sum += counts[cell]!;
  return sum;
}
