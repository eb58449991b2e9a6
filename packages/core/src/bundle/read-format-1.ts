import { z } from 'zod';
import { type Metrics, perMetric } from '../metrics/index.ts';
import { type Decision, decision } from './decision.ts';
import { bundleFormat, type Manifest, manifestFields } from './manifest.ts';

/** A manifest of the first format: the decision for complete rows stands among the other fields, those of subsets apart. */
export const manifestFormat1 = z.strictObject({
  format: z.literal(1),
  ...manifestFields,
  ...decision.pick({ threshold: true, prevalence: true, review: true }).shape,
  subsets: z
    .array(decision.omit({ prevalence: true }).strict())
    .min(1)
    .readonly()
    .optional(),
});

/**
 * The same in the present format. Where there are subsets, the first is that of complete rows and has decided them; the
 * manifest's own threshold had been chosen on complete and incomplete rows together.
 */
export function fromFormat1(manifest: z.infer<typeof manifestFormat1>): Manifest {
  const { format: _, threshold, prevalence, review, subsets, ...rest } = manifest;
  const { outOfFold, holdout } = rest.metrics;
  const whole: Decision = {
    groups: [],
    threshold,
    ...(review && { review }),
    expected: metricsIn(outOfFold),
    holdout: holdout && metricsIn(holdout),
  };
  const decisions = (subsets ?? [whole]).map((one) => ({
    ...one,
    ...(prevalence !== undefined && { prevalence }),
  }));
  return { ...rest, format: bundleFormat, decisions };
}

/** Metrics as numbers, whether they stand there as such or with their intervals; null for those that are not there. */
function metricsIn(values: Readonly<Record<string, unknown>>): Metrics {
  const number = z.number().nullable();
  const value = z.union([number, z.object({ value: number }).transform((interval) => interval.value)]);
  return perMetric((name) => value.safeParse(values[name]).data ?? null);
}
