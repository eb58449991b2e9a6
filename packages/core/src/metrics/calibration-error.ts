import { binOfTies, calibrationBins } from './calibration-bins.ts';
import type { Interval } from './interval.ts';
import { deviationsHolding, foldedNormal } from './normal-distribution.ts';
import { massPerTie, type Ranking } from './ranking.ts';

/** How an interval of the calibration error is made. */
export interface CalibrationErrorOptions {
  /** The share of such samples whose interval holds the true error, 0.95 for instance; the value alone where left out. */
  readonly confidence?: number;
  /** A group number for each row: rows of one group are no independent draws. */
  readonly groups?: ArrayLike<number> | undefined;
}

/** A bin of the reliability curve: its distance from the diagonal, the noise of that, and its share of the weight. */
interface NoisyBin {
  readonly distance: number;
  readonly noise: number;
  readonly share: number;
}

/**
 * The expected calibration error (ECE) over 15 bins of equal mass, without the part that noise adds, and its interval.
 * The mean distance from the diagonal is never 0, even for perfect probabilities: in a bin of few rows the observed share
 * misses the true one by chance. So each figure is found by asking how far the bins would have to lie from the diagonal
 * for such a mean distance to come out: on average (the value), or hardly ever (the ends). The value therefore lies within
 * its interval, and perfect probabilities have an interval that begins at 0. null where nothing has weight.
 */
export function calibrationError(
  ranking: Ranking,
  weights: Float64Array,
  { confidence, groups }: CalibrationErrorOptions = {},
): Interval {
  const bins = noisyBins(ranking, weights, groups);
  if (bins.length === 0) return { value: null, low: null, high: null };
  const found = bins.reduce((sum, { share, distance }) => sum + share * distance, 0);
  const reach = bins.reduce((sum, bin) => sum + bin.share * path(bin), 0);
  const error = (scale: number) => Math.min(1, scale * reach);
  const value = solve((scale) => expectedAt(bins, scale, 0), found, 0);
  if (confidence === undefined) return { value: error(value), low: null, high: null };
  const z = deviationsHolding(confidence);
  const low = Math.min(
    value,
    solve((scale) => expectedAt(bins, scale, z), found, 0),
  );
  const high = solve((scale) => expectedAt(bins, scale, -z), found, value);
  return { value: error(value), low: error(low), high: error(high) };
}

/** How the bins are thought to move away from the diagonal, all at once: as they were found, and none of them not at all. */
function path({ distance, noise }: NoisyBin): number {
  return Math.hypot(distance, noise);
}

/** The mean distance that comes out where the bins lie `scale` times their path from the diagonal, and `z` deviations more. */
function expectedAt(bins: readonly NoisyBin[], scale: number, z: number): number {
  let [mean, variance] = [0, 0];
  for (const bin of bins) {
    const folded = foldedNormal(scale * path(bin), bin.noise);
    mean += bin.share * folded.mean;
    variance += bin.share ** 2 * folded.variance;
  }
  return mean + z * Math.sqrt(variance);
}

/** Where a function that rises reaches a height; `from` where it is above it from the beginning. */
function solve(rising: (at: number) => number, height: number, from: number): number {
  if (rising(from) >= height) return from;
  let [low, high] = [from, Math.max(1, 2 * from)];
  for (let doubling = 0; rising(high) < height; doubling++) {
    if (doubling === 60) return from;
    [low, high] = [high, 2 * high];
  }
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (rising(middle) < height) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function noisyBins(
  ranking: Ranking,
  weights: Float64Array,
  groups: ArrayLike<number> | undefined,
): NoisyBin[] {
  const masses = massPerTie(ranking, weights);
  const bins = calibrationBins(masses);
  const binOf = binOfTies(masses);
  const squares = new Float64Array(bins.length);
  // Of each bin and group: what its rows weigh, and by how much they miss the bin's share together.
  const parts = new Map<number, { mass: number; miss: number }>();
  let [missSquares, total, allSquares] = [0, 0, 0];
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!;
    if (weight === 0) continue;
    const bin = binOf[ranking.tieOf[row]!]!;
    const miss = weight * (ranking.positive[row]! - bins[bin]!.observed);
    squares[bin]! += weight * weight;
    allSquares += weight * weight;
    missSquares += miss * miss;
    total += weight;
    if (groups === undefined) continue;
    const key = groups[row]! * bins.length + bin;
    const part = parts.get(key);
    if (part === undefined) parts.set(key, { mass: weight, miss });
    else {
      part.mass += weight;
      part.miss += miss;
    }
  }
  const effect = groups === undefined ? 1 : designEffect([...parts.values()], missSquares, allSquares);
  const rowsIn = (weight: number, squared: number) => weight ** 2 / (squared * effect);
  const every = rowsIn(total, allSquares);
  const yes = bins.reduce((sum, { weight, observed }) => sum + weight * observed, 0);
  const overall = ((yes / total) * every + 0.5) / (every + 1);
  return bins.map(({ predicted, observed, weight }, bin) => {
    const rows = rowsIn(weight, squares[bin]!);
    // Ten rows without a yes do not prove that there is none: one more is thought to answer as all rows do.
    const share = (observed * rows + overall) / (rows + 1);
    const variance = Math.max(share * (1 - share), predicted * (1 - predicted));
    return {
      distance: Math.abs(predicted - observed),
      noise: Math.sqrt(variance / rows),
      share: weight / total,
    };
  });
}

/** By how much rows that hang together vary more than as many that do not; at least 1. */
function designEffect(
  parts: readonly { readonly mass: number; readonly miss: number }[],
  missSquares: number,
  allSquares: number,
): number {
  const sum = (of: (part: (typeof parts)[number]) => number) =>
    parts.reduce((all, part) => all + of(part) ** 2, 0);
  const effect =
    missSquares > 1e-12 * allSquares
      ? sum(({ miss }) => miss) / missSquares
      : sum(({ mass }) => mass) / allSquares;
  return Math.max(1, effect);
}
