/** A metric with its confidence interval; null where the metric is undefined, or where too little is known for an interval. */
export interface Interval {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}
