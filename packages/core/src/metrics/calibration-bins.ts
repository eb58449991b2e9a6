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
  const { positive, negative } = totalMasses(masses);
  const total = positive + negative;
  const weight = new Float64Array(bins);
  const scoreSum = new Float64Array(bins);
  const positiveSum = new Float64Array(bins);
  let below = 0;
  for (let tie = masses.scores.length - 1; tie >= 0; tie--) {
    const mass = masses.positive[tie]! + masses.negative[tie]!;
    if (mass === 0) continue;
    const bin = Math.min(bins - 1, Math.floor(((below + mass / 2) / total) * bins));
    weight[bin]! += mass;
    scoreSum[bin]! += mass * masses.scores[tie]!;
    positiveSum[bin]! += masses.positive[tie]!;
    below += mass;
  }
  const filled: CalibrationBin[] = [];
  for (let bin = 0; bin < bins; bin++) {
    const mass = weight[bin]!;
    if (mass > 0) {
      filled.push({ predicted: scoreSum[bin]! / mass, observed: positiveSum[bin]! / mass, weight: mass });
    }
  }
  return filled;
}

/** The mean distance between predicted and observed over bins of equal mass (ECE); null where nothing has weight. */
export function expectedCalibrationError(masses: TieMasses): number | null {
  let sum = 0;
  let total = 0;
  for (const { predicted, observed, weight } of calibrationBins(masses)) {
    sum += weight * Math.abs(predicted - observed);
    total += weight;
  }
  return total > 0 ? sum / total : null;
}
