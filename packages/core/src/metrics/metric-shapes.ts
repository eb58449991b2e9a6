import { z } from 'zod';
import { perMetric } from './metric-names.ts';

const value = z.number().nullable();

/** A value for each metric; null where it is undefined. */
export const metricValues = z.object(perMetric(() => value));

/** A bootstrap interval for each metric. */
export const metricIntervals = z.object(perMetric(() => z.object({ value, low: value, high: value })));
export type MetricIntervals = z.infer<typeof metricIntervals>;

/** Points of a curve, each with its coordinates by name; null where one is not defined. */
export function curve<const C extends string>(...coordinates: C[]) {
  const shape = Object.fromEntries(coordinates.map((name) => [name, value])) as Record<C, typeof value>;
  return z.array(z.object(shape));
}
