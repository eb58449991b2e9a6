/** Numbers smaller than this count as 0, so that no difference of two others is too small for float32. */
const smallest = 1e-30;
/** Larger numbers count as this, so that no difference of two overflows float32. */
const largest = 1e30;

/** The nearest number that tensors can hold exactly; a state made of such numbers means the same on every backend. */
export function single(value: number): number {
  if (Math.abs(value) < smallest) return 0;
  return Math.fround(Math.min(Math.max(value, -largest), largest));
}

/** The present values of a column as tensors hold them, in rising order. */
export function sortedPresent(column: Float64Array): Float64Array {
  return column
    .filter((value) => !Number.isNaN(value))
    .map(single)
    .sort();
}

/** The value at a share (0 to 1) of sorted values; always one of them, never a mean of two. */
export function quantileOf(sorted: Float64Array, share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))]!;
}

/** The mean, around the first value: a plain sum cancels where the mean is far from 0. */
export function meanOf(values: Float64Array): number {
  const first = values[0]!;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

/** Mean and population deviation, in two passes: one pass cancels where the mean is far from 0. */
export function moments(values: Float64Array): { mean: number; deviation: number } {
  const mean = meanOf(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}

/** Each distinct present value of a column with its number of rows. */
export function countsOf(column: Float64Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of column) {
    if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}
