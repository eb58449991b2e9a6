import type { Random } from '../random.ts';
import { quantile } from '../statistics/describe-numbers.ts';
import { calibrationError } from './calibration-error.ts';
import { prepareMetrics } from './classification-metrics.ts';
import type { Interval } from './interval.ts';
import { metricNames, perMetric, type MetricName } from './metric-names.ts';
import type { Thresholds } from './predicted-classes.ts';
import { calibrationRanking } from './ranking.ts';
import { weightsOf, type Scored } from './scored.ts';

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

/** Rows that do not hang together, or groups of rows that do, below which no interval is given: it would be a guess itself. */
export const leastUnits = 20;

/** The metrics with a percentile interval. */
const resampled = metricNames.filter((name) => name !== 'ece');

/** Metrics that tell nothing of a class which hardly occurs. */
const byClass: ReadonlySet<MetricName> = new Set([
  'precision',
  'recall',
  'f1',
  'rocAuc',
  'prAuc',
  'ece',
] as const);

/**
 * Every metric with its bootstrap percentile interval. A resample in which a metric is undefined is left out
 * for that metric. The calibration error, which noise alone makes larger, and in a resample once more, has its own
 * interval (`calibrationError`). There is no interval on fewer than 20 units of resampling, and none of the metrics that
 * depend on each class where a class that occurs has fewer.
 */
export function bootstrapIntervals(
  scored: Scored,
  threshold: Thresholds,
  { resamples, confidence, random, groups }: BootstrapOptions,
): Record<MetricName, Interval> {
  const metricsUnder = prepareMetrics(scored, threshold);
  const weights = weightsOf(scored);
  const drawn = perMetric((): number[] => []);
  const units = groups === undefined ? eachAlone(weights.length) : numberGroups(groups);
  const resample = createResampler(weights, units, random);
  const known = unitsByClass(scored, weights, units.unitOf);
  if (known.all >= leastUnits) {
    for (let i = 0; i < resamples; i++) {
      const metrics = metricsUnder(resample());
      for (const name of resampled) if (metrics[name] !== null) drawn[name].push(metrics[name]);
    }
  }
  const ece = calibrationError(calibrationRanking(scored), weights, { confidence, groups });
  const values = { ...metricsUnder(weights), ece: ece.value };
  const tail = (1 - confidence) / 2;
  return perMetric((name) => {
    const value = values[name];
    const enough = byClass.has(name) ? Math.min(known.all, known.rarest) : known.all;
    if (value === null || enough < leastUnits) return { value, low: null, high: null };
    if (name === 'ece') return ece;
    const sorted = Float64Array.from(drawn[name]).toSorted();
    if (sorted.length === 0) return { value, low: null, high: null };
    return { value, low: quantile(sorted, tail), high: quantile(sorted, 1 - tail) };
  });
}

/** How many units have weight, and how many of them the class has that occurs in the fewest. */
function unitsByClass({ labels, classes }: Scored, weights: Float64Array, unitOf: Int32Array) {
  const all = new Set<number>();
  const ofClass = Array.from({ length: classes }, () => new Set<number>());
  for (const [row, unit] of unitOf.entries()) {
    if (!(weights[row]! > 0)) continue;
    all.add(unit);
    ofClass[labels[row]!]!.add(unit);
  }
  const occurring = ofClass.map(({ size }) => size).filter((size) => size > 0);
  return { all: all.size, rarest: Math.min(...occurring) };
}

/** Draws units (rows or groups) with replacement; a row's new weight is its own times the draws of its unit. */
function createResampler(
  weights: Float64Array,
  { unitOf, units }: Units,
  random: Random,
): () => Float64Array {
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

/** What is drawn as one: the number of each row's unit, and how many there are. */
interface Units {
  readonly unitOf: Int32Array;
  readonly units: number;
}

function eachAlone(rows: number): Units {
  return { unitOf: Int32Array.from({ length: rows }, (_, row) => row), units: rows };
}

/** Numbers groups from 0 in the order they appear. */
function numberGroups(groups: ArrayLike<number>): Units {
  const numbers = new Map<number, number>();
  const unitOf = Int32Array.from(groups, (group) => {
    const known = numbers.get(group);
    if (known !== undefined) return known;
    numbers.set(group, numbers.size);
    return numbers.size - 1;
  });
  return { unitOf, units: numbers.size };
}
