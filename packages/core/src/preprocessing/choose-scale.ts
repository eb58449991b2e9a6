import type { Config } from '../config/config-schema.ts';
import { moments, quantileOf, sortedPresent } from './order-statistics.ts';

/** One way of scaling numbers. */
export type Scale = Exclude<Extract<Config['transformation']['numeric'], string>, 'auto'>;

/** The range of the middle 99 % of a normal distribution, in interquartile ranges, is 3.8; a column may have this much. */
const normalTails = 4.5;
/** The absolute skewness up to which a column counts as symmetric. */
const symmetric = 0.5;

/**
 * The scale that the shape of a column of training rows asks for. Few values are told apart by one input each
 * (`piecewise-linear` with an edge at every value); a bell is standardised as it stands; all others, with heavy
 * tails, several modes or a crowd of equal values, become ranks.
 */
export function chooseScale(column: Float64Array, pieces: number): Scale {
  const sorted = sortedPresent(column);
  const distinct = sorted.reduce((count, value, i) => count + Number(i === 0 || value !== sorted[i - 1]), 0);
  if (distinct <= pieces + 1) return 'piecewise-linear';
  const at = (share: number) => quantileOf(sorted, share);
  const middle = at(0.75) - at(0.25);
  const tails = (at(0.995) - at(0.005)) / middle;
  const { mean, deviation } = moments(sorted);
  const skewness = sorted.reduce((sum, value) => sum + ((value - mean) / deviation) ** 3, 0) / sorted.length;
  // Negated, so that NaN, from an inner half of ties, is no bell. A uniform column has short tails: its ranks are itself.
  const bell = tails <= normalTails && Math.abs(skewness) <= symmetric;
  return bell ? 'standardize' : 'quantile';
}
