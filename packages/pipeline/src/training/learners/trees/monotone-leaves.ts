/** A level whose split is along a monotone column. */
export interface MonotoneLevel {
  readonly level: number;
  /** 1 where the leaves on side 1 may not have the lower value, -1 where not the higher. */
  readonly direction: 1 | -1;
}

/** Rounds of pooling at most; few trees need more than three. */
const mostRounds = 50;

/**
 * Makes leaf values monotone along levels: neighbours in the wrong order get their mean, by `weights`, until none is
 * left, or nearly none; what then remains is lifted, so that the order holds to the bit.
 */
export function makeMonotone(
  values: Float64Array,
  weights: Float64Array,
  levels: readonly MonotoneLevel[],
): void {
  if (levels.length === 0) return;
  // Numbered so that leaves rise with each of these bits.
  const falling = levels.reduce(
    (bits, { level, direction }) => (direction < 0 ? bits | (1 << level) : bits),
    0,
  );
  for (let round = 0, violated = true; violated && round < mostRounds; round++) {
    violated = false;
    for (const { level } of levels) {
      for (let i = 0; i < values.length; i++) {
        if (((i >> level) & 1) === 0) continue;
        const [low, high] = [i ^ (1 << level) ^ falling, i ^ falling];
        if (!(values[low]! > values[high]!)) continue;
        violated = true;
        const weight = weights[low]! + weights[high]!;
        const share = weight > 0 ? weights[high]! / weight : 0.5;
        values[low]! += share * (values[high]! - values[low]!);
        values[high] = values[low]!;
      }
    }
  }
  for (let i = 0; i < values.length; i++) {
    for (const { level } of levels) {
      if (((i >> level) & 1) === 0) continue;
      values[i ^ falling] = Math.max(values[i ^ falling]!, values[i ^ (1 << level) ^ falling]!);
    }
  }
}
