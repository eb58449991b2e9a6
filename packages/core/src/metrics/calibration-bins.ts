import { totalMasses, type TieMasses } from './ranking.ts';

/** Rows of similar score, and how often the answer was yes among them. */
export interface CalibrationBin {
  /** Mean score. */
  readonly predicted: number;
  /** Weighted share of rows where the answer is yes. */
  readonly observed: number;
  /** Weight of the rows in the bin. */
  readonly weight: number;
}

/**
 * Bins of equal mass rather than equal width: a good classifier's scores crowd near 0 and 1, and equal widths
 * would leave most bins to a handful of rows. A tie goes whole to the bin that holds its middle, so that the
 * order of rows never matters; bins can therefore differ in mass or be left out as empty. Lowest score first.
 */
export function calibrationBins(masses: TieMasses, bins = 15): CalibrationBin[] {
  const binOf = binOfTies(masses, bins);
  const filled = Array.from({ length: binOf.reduce((most, bin) => Math.max(most, bin), -1) + 1 }, () => ({
    predicted: 0,
    observed: 0,
    weight: 0,
  }));
  for (let tie = masses.scores.length - 1; tie >= 0; tie--) {
    const bin = filled[binOf[tie]!];
    if (bin === undefined) continue;
    const mass = masses.positive[tie]! + masses.negative[tie]!;
    bin.weight += mass;
    bin.predicted += mass * masses.scores[tie]!;
    bin.observed += masses.positive[tie]!;
  }
  return filled.map(({ predicted, observed, weight }) => ({
    predicted: predicted / weight,
    observed: observed / weight,
    weight,
  }));
}

/** The number of each tie's bin, counted over the bins that are not empty; -1 for a tie without weight. */
export function binOfTies(masses: TieMasses, bins = 15): Int32Array {
  const { positive, negative } = totalMasses(masses);
  const total = positive + negative;
  const binOf = new Int32Array(masses.scores.length).fill(-1);
  let [below, filled, last] = [0, -1, -1];
  for (let tie = masses.scores.length - 1; tie >= 0; tie--) {
    const mass = masses.positive[tie]! + masses.negative[tie]!;
    if (mass === 0) continue;
    const bin = Math.min(bins - 1, Math.floor(((below + mass / 2) / total) * bins));
    if (bin !== last) filled++;
    last = bin;
    binOf[tie] = filled;
    below += mass;
  }
  return binOf;
}
