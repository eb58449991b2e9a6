/** Moments and quantiles of numbers. */
export interface NumberDescription {
  readonly mean: number;
  /** Standard deviation with divisor n. */
  readonly sd: number;
  readonly min: number;
  readonly max: number;
  /** The 21 quantiles at 0, 0.05, … 1. */
  readonly quantiles: number[];
}

/** Describes at least one finite number; `sorted` rises and holds no NaN. */
export function describeNumbers(sorted: Float64Array): NumberDescription {
  // Shifted by the median, two passes keep the digits that a sum of large numbers of small spread would lose;
  // in units of the largest distance no square overflows.
  const centre = quantile(sorted, 0.5);
  const unit = Math.max(centre - sorted[0]!, sorted.at(-1)! - centre) || 1;
  let sum = 0;
  for (const value of sorted) sum += (value - centre) / unit;
  const shift = sum / sorted.length;
  let squares = 0;
  for (const value of sorted) squares += ((value - centre) / unit - shift) ** 2;
  return {
    mean: centre + shift * unit,
    sd: Math.sqrt(squares / sorted.length) * unit,
    min: sorted[0]!,
    max: sorted.at(-1)!,
    quantiles: Array.from({ length: 21 }, (_, step) => quantile(sorted, step / 20)),
  };
}

/** The quantile of rising numbers, interpolated between the two nearest (R's type 7, numpy's default). */
export function quantile(sorted: Float64Array, probability: number): number {
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low === high ? low : low + (high - low) * (position - below);
}

/** How many different values rising numbers hold, and how often each of them occurs where they are few. */
export interface Runs {
  readonly distinct: number;
  /** Count by value; with more different values than asked for, the first of them only. */
  readonly counts: ReadonlyMap<number, number>;
}

/** Counts the runs of equal values in rising numbers; the counts of the first `most` are kept. */
export function runsOf(sorted: Float64Array, most: number): Runs {
  const counts = new Map<number, number>();
  let distinct = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    if (distinct < most) counts.set(sorted[start]!, end - start);
    distinct++;
    start = end;
  }
  return { distinct, counts };
}
