import { treeCell, treeCells } from './split-column.ts';

/** The different values of a column as float32, in rising order, with the weight of each. */
export interface ColumnValues {
  readonly values: Float32Array;
  readonly weights: Float64Array;
  /** Whether some cells are missing. */
  readonly missing: boolean;
}

/** What is in a column; rows weigh 1 where no weights are given. */
export function columnValues(column: ArrayLike<number>, weights?: ArrayLike<number>): ColumnValues {
  const cells = treeCells(column);
  const present = cells.filter((cell) => !Number.isNaN(cell));
  const sorted = present.toSorted();
  const counts = new Float64Array(sorted.length);
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    // -0 and 0 are one value.
    if (i === 0 || sorted[i]! > sorted[count - 1]!) sorted[count++] = sorted[i]!;
    counts[count - 1]!++;
  }
  const values = sorted.slice(0, count);
  const missing = present.length < cells.length;
  if (weights === undefined) return { values, weights: counts.slice(0, count), missing };
  const sums = new Float64Array(count);
  for (let row = 0; row < cells.length; row++) {
    if (!Number.isNaN(cells[row]!)) sums[placeOf(values, cells[row]!)]! += weights[row]!;
  }
  return { values, weights: sums, missing };
}

/** The place of a value in a rising list that holds it. */
function placeOf(values: Float32Array, value: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * At most `most` borders between the values of a column: between all neighbours where there are few values, else so
 * that no bin of several values is heavier than need be. A heavier value has a bin of its own, and takes no borders
 * from the others, as it would with quantiles.
 */
export function fitBorders({ values, weights }: ColumnValues, most: number): number[] {
  if (values.length <= most + 1) return cutAfter(values, Array.from(values.keys()).slice(0, -1));
  // By how much weight all bins up to each value have.
  const upTo = new Float64Array(weights.length);
  let sum = 0;
  for (let i = 0; i < weights.length; i++) upTo[i] = sum += weights[i]!;
  let [tooLight, wide] = [0, sum];
  let cuts = cutsAt(upTo, wide);
  for (let turn = 0; turn < 40; turn++) {
    const weight = (tooLight + wide) / 2;
    const tried = cutsAt(upTo, weight);
    if (tried.length > most) tooLight = weight;
    else [wide, cuts] = [weight, tried];
  }
  return cutAfter(values, splitHeaviest(cuts, upTo, most));
}

/** Places of the last values of bins that are filled up to a weight, all but the last. */
function cutsAt(upTo: Float64Array, weight: number): number[] {
  const cuts: number[] = [];
  const last = upTo.length - 1;
  for (let at = 0, before = 0; at <= last; ) {
    // The last value with which the bin is not too heavy; one too heavy by itself is alone.
    let [low, high] = [at, last];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (upTo[middle]! - before <= weight) low = middle;
      else high = middle - 1;
    }
    if (low < last) cuts.push(low);
    before = upTo[low]!;
    at = low + 1;
  }
  return cuts;
}

/** The places with others until there are `most`: the heaviest bin of several values is halved. */
function splitHeaviest(cuts: readonly number[], upTo: Float64Array, most: number): number[] {
  const all = [...cuts];
  const weightTo = (at: number) => (at < 0 ? 0 : upTo[at]!);
  while (all.length < most) {
    const bins = [...all, upTo.length - 1].map((last, i) => ({ before: i === 0 ? -1 : all[i - 1]!, last }));
    const weightOf = ({ before, last }: (typeof bins)[number]) =>
      last - before > 1 ? weightTo(last) - weightTo(before) : 0;
    const heaviest = bins.reduce((best, bin) => (weightOf(bin) > weightOf(best) ? bin : best));
    const half = (weightTo(heaviest.before) + weightTo(heaviest.last)) / 2;
    let middle = heaviest.before + 1;
    while (middle + 1 < heaviest.last && weightTo(middle + 1) <= half) middle++;
    all.splice(all.findLastIndex((at) => at < middle) + 1, 0, middle);
  }
  return all;
}

/** Borders halfway between each of the places and the next. */
function cutAfter(values: Float32Array, places: readonly number[]): number[] {
  return places.map((at) => {
    const [below, above] = [values[at]!, values[at + 1]!];
    const middle = treeCell((below + above) / 2);
    // Between neighbours among the float32 numbers there is none.
    return middle < above ? middle : below;
  });
}
