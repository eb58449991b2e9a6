/** What values of rows are averaged by. */
export interface GroupedRows {
  /** Group of each row. */
  readonly groups: ArrayLike<number>;
  /** All 1 where left out. */
  readonly weights?: ArrayLike<number> | undefined;
}

/** A mean and its standard error. */
export interface GroupedMean {
  readonly mean: number;
  readonly standardError: number;
}

/**
 * The weighted mean of one value a row. For its standard error the rows of a group count as one draw, since what holds
 * for one of them holds for the others.
 */
export function groupedMean(values: ArrayLike<number>, { groups, weights }: GroupedRows): GroupedMean {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < values.length; row++) {
    const weight = weights?.[row] ?? 1;
    sum += weight * values[row]!;
    total += weight;
  }
  const mean = sum / total;
  const deviations = new Map<number, number>();
  for (let row = 0; row < values.length; row++) {
    const group = groups[row]!;
    const deviation = (weights?.[row] ?? 1) * (values[row]! - mean);
    deviations.set(group, (deviations.get(group) ?? 0) + deviation);
  }
  let squares = 0;
  for (const deviation of deviations.values()) squares += deviation ** 2;
  return { mean, standardError: Math.sqrt(squares) / total };
}
