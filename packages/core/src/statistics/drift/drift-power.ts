import { createRandom } from '../../random.ts';
import { cellOf } from './cell-counts.ts';
import { drawCounts } from './draw-counts.ts';
import type { StatedShift } from './drift-report.ts';
import {
  type CellsReference,
  cellProbabilities,
  driftStatistic,
  nullDistribution,
  roundedRows,
} from './null-distribution.ts';

/** The shift that is sought where nobody states one: 10 points of a value's share, half a standard deviation. */
export const defaultShift: StatedShift = { share: 0.1, deviations: 0.5 };

const resamples = 400;
const cached = new WeakMap<CellsReference, Map<string, number>>();

/**
 * The share of batches of `rows` values in which the stated shift of this column would have a p-value below
 * `perTest`: batches of the shifted distribution are drawn and judged as real ones are.
 */
export function driftPower(
  reference: CellsReference,
  rows: number,
  perTest: number,
  shift: StatedShift,
): number {
  return powerAt(reference, roundedRows(rows), perTest, shift, roundedRows(rows));
}

function powerAt(
  reference: CellsReference,
  rows: number,
  perTest: number,
  shift: StatedShift,
  bootstrapped: number,
): number {
  const key = `${rows} ${perTest} ${shift.share} ${shift.deviations} ${bootstrapped}`;
  return remember(reference, key, () => {
    const threshold = nullDistribution(reference, rows, bootstrapped).threshold(perTest);
    return shareAbove(reference, rows, shift, threshold);
  });
}

/** Where the search for a size takes its thresholds from: in their own units they hardly depend on it. */
const typicalRows = 1_000;

/** Batch sizes that are tried, each about a fifth above the last. */
const sizes = [1, 1.2, 1.5, 1.8, 2.2, 2.7, 3.3, 3.9, 4.7, 5.6, 6.8, 8.2];
const triedRows = [10, 100, 1_000, 10_000, 100_000].flatMap((power) =>
  sizes.map((size) => Math.round(power * size)),
);

/**
 * The fewest rows at which every column has the wanted power against the stated shift, to about a fifth; null
 * where no number of rows is enough, because the reference itself is too small.
 */
export function rowsNeeded(
  references: readonly CellsReference[],
  wanted: number,
  perTest: number,
  shift: StatedShift,
): number | null {
  let [low, high] = [0, triedRows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const rows = triedRows[middle]!;
    const found = (reference: CellsReference) =>
      powerAt(reference, rows, perTest, shift, typicalRows) >= wanted;
    if (references.every(found)) high = middle;
    else low = middle + 1;
  }
  return triedRows[low] ?? null;
}

function shareAbove(reference: CellsReference, rows: number, shift: StatedShift, threshold: number): number {
  const probabilities = cellProbabilities(reference);
  const shifted = shiftedProbabilities(reference, probabilities, shift);
  const random = createRandom(1).fork(`${reference.role} ${reference.name} ${rows}`);
  const [drawn, batch] = [new Float64Array(shifted.length), new Float64Array(shifted.length)];
  let found = 0;
  for (let resample = 0; resample < resamples; resample++) {
    drawCounts(random, reference.present, probabilities, drawn);
    drawCounts(random, rows, shifted, batch);
    if (driftStatistic(reference, drawn, batch) > threshold) found++;
  }
  return found / resamples;
}

/**
 * Few values: the value whose share is nearest to a half gains or loses the stated share, at the cost of all others
 * alike, because a change is hardest to see there. Continuous values: every value rises.
 */
export function shiftedProbabilities(
  reference: CellsReference,
  probabilities: Float64Array,
  { share, deviations }: StatedShift,
): Float64Array {
  const shifted = new Float64Array(probabilities.length);
  if (reference.type === 'numbers') {
    for (const [cell, probability] of probabilities.entries()) {
      const value = reference.means[cell]! + deviations * reference.deviation;
      shifted[cellOf(reference.edges, value)]! += probability;
    }
    return shifted;
  }
  let moved = 0;
  for (const [cell, probability] of probabilities.entries()) {
    if (Math.abs(probability - 0.5) < Math.abs(probabilities[moved]! - 0.5)) moved = cell;
  }
  const before = probabilities[moved]!;
  const after = before <= 0.5 ? Math.min(1, before + share) : Math.max(0, before - share);
  for (const [cell, probability] of probabilities.entries()) {
    shifted[cell] = cell === moved ? after : (probability * (1 - after)) / (1 - before);
  }
  return shifted;
}

function remember(reference: CellsReference, key: string, compute: () => number): number {
  let known = cached.get(reference);
  if (known === undefined) cached.set(reference, (known = new Map()));
  let power = known.get(key);
  if (power === undefined) {
    power = compute();
    if (known.size >= 256) known.delete(known.keys().next().value!);
    known.set(key, power);
  }
  return power;
}
