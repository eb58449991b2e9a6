import { createRandom } from '../../random.ts';
import { referenceCounts } from './cell-counts.ts';
import { drawCounts } from './draw-counts.ts';
import type { NumbersReference, ValuesReference } from './drift-reference.ts';
import { gStatistic, ksDistance } from './drift-statistics.ts';

/** What a drift statistic comes to where nothing has drifted, at one batch size. */
export interface NullDistribution {
  /** How often a clean batch gives this statistic or more. */
  pValue(statistic: number): number;
  /** The statistic that a clean batch exceeds this often. */
  threshold(pValue: number): number;
}

/** A column whose values are compared in cells. */
export type CellsReference = ValuesReference | NumbersReference;

/** The statistic that suits a column: G on few values, the Kolmogorov-Smirnov distance on continuous ones. */
export function driftStatistic(
  { type }: CellsReference,
  reference: Float64Array,
  batch: Float64Array,
): number {
  return type === 'values' ? gStatistic(reference, batch) : ksDistance(reference, batch);
}

/**
 * Probability of each cell, as a bootstrap draws from it. Where no value is pooled, those never seen get the weight of
 * one row: after N rows without a new one the next is new with a probability of about 1 / N.
 */
export function cellProbabilities(reference: CellsReference): Float64Array {
  const counts = referenceCounts(reference);
  const last = counts.length - 1;
  if (reference.type === 'values') counts[last] = Math.max(1, counts[last]!);
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / rows);
}

/**
 * Batch sizes whose distributions are taken for one: all from 100 on that agree in two digits. A statistic in units
 * of its own spread, which is what is compared, changes with the size far less than that.
 */
export function roundedRows(rows: number): number {
  return rows < 100 ? rows : Number(rows.toPrecision(2));
}

/** Resamples that the tail is fitted to; rarer statistics are extrapolated. */
const tailResamples = 100;

const cached = new WeakMap<CellsReference, Map<number, NullDistribution>>();
/** Sizes kept a column: a monitor with ever new batch sizes must not grow for ever. */
const mostSizes = 64;

/**
 * The distribution of a column's statistic for clean batches of `rows` values: both the reference and the batch are
 * drawn anew each time, so that a small reference gives wide thresholds. Kept for each column and batch size;
 * `bootstrapped` names another size to take the resamples from, where it matters more to be quick.
 */
export function nullDistribution(
  reference: CellsReference,
  rows: number,
  bootstrapped = rows,
): NullDistribution {
  let sizes = cached.get(reference);
  if (sizes === undefined) cached.set(reference, (sizes = new Map()));
  const size = roundedRows(bootstrapped);
  let known = sizes.get(size);
  if (known === undefined) {
    known = fitNull(bootstrap(reference, size));
    if (sizes.size >= mostSizes) sizes.delete(sizes.keys().next().value!);
    sizes.set(size, known);
  }
  const unit = statisticUnit(reference, rows);
  const { pValue, threshold } = known;
  return {
    pValue: (statistic) => pValue(scaled(reference, statistic, unit)),
    threshold: (p) => unscaled(reference, threshold(p), unit),
  };
}

/** Scaled statistics of clean batches, rising. */
function bootstrap(reference: CellsReference, rows: number): Float64Array {
  const probabilities = cellProbabilities(reference);
  const cells = probabilities.length;
  const resamples = Math.max(4_000, Math.min(20_000, Math.round(400_000 / cells)));
  const random = createRandom(0).fork(`${reference.role} ${reference.name} ${rows}`);
  const [drawn, batch] = [new Float64Array(cells), new Float64Array(cells)];
  const unit = statisticUnit(reference, rows);
  const statistics = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    drawCounts(random, reference.present, probabilities, drawn);
    drawCounts(random, rows, probabilities, batch);
    statistics[resample] = scaled(reference, driftStatistic(reference, drawn, batch), unit);
  }
  return statistics.sort();
}

/**
 * What a squared Kolmogorov-Smirnov distance is divided by: its variance at the widest point. G needs no unit.
 * Both then fall off as exp(-x / 2) far out, whatever the sizes and the ties.
 */
function statisticUnit(reference: CellsReference, rows: number): number {
  if (reference.type === 'values') return 1;
  let [below, widest] = [0, 0];
  for (const probability of cellProbabilities(reference)) {
    below += probability;
    widest = Math.max(widest, below * (1 - below));
  }
  return widest * (1 / reference.present + 1 / rows);
}

function scaled({ type }: CellsReference, statistic: number, unit: number): number {
  return type === 'values' ? statistic : statistic ** 2 / unit;
}

function unscaled({ type }: CellsReference, statistic: number, unit: number): number {
  return type === 'values' ? statistic : Math.sqrt(statistic * unit);
}

/**
 * Empirical where the resamples are many, an exponential tail beyond: a corrected p-value is often rarer than one
 * in a thousand. Its mean excess is never taken below 2, its limit by theory, so that the tail errs to the safe side.
 */
function fitNull(sorted: Float64Array): NullDistribution {
  const count = sorted.length;
  const start = sorted[count - tailResamples]!;
  let excess = 0;
  for (let i = count - tailResamples; i < count; i++) excess += sorted[i]! - start;
  const scale = Math.max(2, excess / tailResamples);
  const reaching = (statistic: number) => count - firstAtLeast(sorted, statistic);
  const tailShare = (reaching(start) + 1) / (count + 1);
  return {
    pValue(statistic) {
      return statistic > start
        ? tailShare * Math.exp(-(statistic - start) / scale)
        : (reaching(statistic) + 1) / (count + 1);
    },
    threshold(p) {
      return p < tailShare
        ? start + scale * Math.log(tailShare / p)
        : sorted[Math.min(count - 1, Math.ceil(count * (1 - p)))]!;
    },
  };
}

/** Position of the first entry not below the value; equal statistics differ by rounding, as sums of other orders do. */
function firstAtLeast(sorted: Float64Array, value: number): number {
  const least = value - 1e-9 * (1 + Math.abs(value));
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
