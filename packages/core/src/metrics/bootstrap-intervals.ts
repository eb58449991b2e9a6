import type { Random } from '../random.ts';
import { quantile } from '../statistics/describe-numbers.ts';
import { prepareMetrics } from './classification-metrics.ts';
import { metricNames, perMetric, type MetricName } from './metric-names.ts';
import type { Thresholds } from './predicted-classes.ts';
import { weightsOf, type Scored } from './scored.ts';

/** A metric with its confidence interval; null where the metric is undefined on these rows. */
export interface Interval {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** How to resample. */
export interface BootstrapOptions {
  /** How often, 1,000 for instance. */
  readonly resamples: number;
  /** The share of resamples an interval covers, 0.95 for instance. */
  readonly confidence: number;
  readonly random: Random;
  /** A group number for each row: groups are then drawn whole, as rows that hang together tell less than as many that do not. */
  readonly groups?: ArrayLike<number>;
}

/**
 * Every metric with its bootstrap percentile interval. A resample in which a metric is undefined is left out
 * for that metric. Calibration error is biased upward by noise, in a resample more than on the rows themselves:
 * its interval tells how large the error may be, and can lie wholly above the value.
 */
export function bootstrapIntervals(
  scored: Scored,
  threshold: Thresholds,
  { resamples, confidence, random, groups }: BootstrapOptions,
): Record<MetricName, Interval> {
  const metricsUnder = prepareMetrics(scored, threshold);
  const weights = weightsOf(scored);
  const drawn = perMetric((): number[] => []);
  if (weights.length > 0) {
    const resample = createResampler(weights, groups, random);
    for (let i = 0; i < resamples; i++) {
      const metrics = metricsUnder(resample());
      for (const name of metricNames) if (metrics[name] !== null) drawn[name].push(metrics[name]);
    }
  }
  const values = metricsUnder(weights);
  const tail = (1 - confidence) / 2;
  return perMetric((name) => {
    const value = values[name];
    if (value === null) return { value, low: null, high: null };
    const sorted = Float64Array.from(drawn[name]).toSorted();
    if (sorted.length === 0) return { value, low: null, high: null };
    return { value, low: quantile(sorted, tail), high: quantile(sorted, 1 - tail) };
  });
}

/** Draws units (rows or groups) with replacement; a row's new weight is its own times the draws of its unit. */
function createResampler(
  weights: Float64Array,
  groups: ArrayLike<number> | undefined,
  random: Random,
): () => Float64Array {
  const { unitOf, units } = groups === undefined ? eachAlone(weights.length) : numberGroups(groups);
  if (unitOf.length !== weights.length) {
    throw new RangeError(`expected ${weights.length} groups, received ${unitOf.length}`);
  }
  const draws = new Int32Array(units);
  const resampled = new Float64Array(weights.length);
  return () => {
    draws.fill(0);
    for (let i = 0; i < units; i++) draws[random.integer(units)]!++;
    for (let row = 0; row < resampled.length; row++) resampled[row] = weights[row]! * draws[unitOf[row]!]!;
    return resampled;
  };
}

function eachAlone(rows: number): { unitOf: Int32Array; units: number } {
  return { unitOf: Int32Array.from({ length: rows }, (_, row) => row), units: rows };
}

/** Numbers groups from 0 in the order they appear. */
function numberGroups(groups: ArrayLike<number>): { unitOf: Int32Array; units: number } {
  const numbers = new Map<number, number>();
  const unitOf = Int32Array.from(groups, (group) => {
    const known = numbers.get(group);
    if (known !== undefined) return known;
    numbers.set(group, numbers.size);
    return numbers.size - 1;
  });
  return { unitOf, units: numbers.size };
}
