/** Every metric by its name, in the order reports show them. */
export const metricNames = [
  'accuracy',
  'precision',
  'recall',
  'f1',
  'rocAuc',
  'prAuc',
  'logLoss',
  'brier',
  'ece',
] as const;

/** The name of a metric. */
export type MetricName = (typeof metricNames)[number];

/** A value for each metric; null where it is undefined, for instance ROC AUC when all rows are of one class. */
export type Metrics = Readonly<Record<MetricName, number | null>>;

const losses: ReadonlySet<MetricName> = new Set(['logLoss', 'brier', 'ece'] as const);

/** Whether less is better. */
export function isLoss(metric: MetricName): boolean {
  return losses.has(metric);
}

/** Something for each metric by name. */
export function perMetric<T>(of: (metric: MetricName) => T): Record<MetricName, T> {
  return {
    accuracy: of('accuracy'),
    precision: of('precision'),
    recall: of('recall'),
    f1: of('f1'),
    rocAuc: of('rocAuc'),
    prAuc: of('prAuc'),
    logLoss: of('logLoss'),
    brier: of('brier'),
    ece: of('ece'),
  };
}
