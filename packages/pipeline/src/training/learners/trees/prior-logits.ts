/**
 * What every row begins with: the logit of the positive of two classes, else the logarithms of the shares, centred.
 * A class without rows counts as half a row.
 */
export function priorLogits(totals: Float64Array): Float64Array {
  const logs = totals.map((total) => Math.log(Math.max(total, 0.5)));
  if (logs.length === 2) return Float64Array.of(logs[1]! - logs[0]!);
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return logs.map((log) => log - mean);
}
