/** One contender's line of the table: shares in per cent, scores with four decimals, seconds; empty where undefined. */
export function qualityRow({ name, metrics, seconds }) {
  const percent = (value) => (value === null ? null : (100 * value).toFixed(2));
  const { accuracy, f1, rocAuc, logLoss, brier, ece } = metrics;
  return [
    name,
    percent(accuracy),
    percent(f1),
    ...[rocAuc, logLoss, brier, ece].map((value) => value?.toFixed(4)),
    seconds.toFixed(1),
  ];
}
