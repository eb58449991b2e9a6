/** The mean of one value per row, each row counted by its weight; null where nothing has weight. */
export function weightedMean(values: Float64Array, weights: Float64Array): number | null {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < values.length; row++) {
    sum += values[row]! * weights[row]!;
    total += weights[row]!;
  }
  return total > 0 ? sum / total : null;
}

/** The plain mean of those values that are defined; null where none is. */
export function meanOfDefined(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length > 0 ? defined.reduce((sum, value) => sum + value, 0) / defined.length : null;
}
