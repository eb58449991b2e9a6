import { z } from 'zod';
import { families } from '../families/families.ts';
import type { Family } from '../families/family.ts';
import { metricNames } from '../metrics/metric-names.ts';
import type { DeepReadonly } from './deep-freeze.ts';
import { name, share, whole } from './ranges.ts';
import { splitSettings } from './split-settings.ts';
import { trackingSettings } from './tracking-settings.ts';
import { trainingSettingsOf } from './training-settings.ts';
import { transformationSettings } from './transformation-settings.ts';

const metricName = z.enum(metricNames);
/** The metrics that are better the higher they are, so that a least value makes sense. */
const rising = metricName.exclude(['logLoss', 'brier', 'ece']);

/** Every setting of a run with its range, with members of these families; defaults stand here and nowhere else. */
export function configSchemaOf(families: readonly Family[]) {
  return z.strictObject({
    name: name.optional().describe('Name of the bundle; default: the name of the dataset schema'),
    seed: whole.min(0).max(0xffff_ffff).default(7).describe('Seed of every random choice'),
    backend: z
      .enum(['auto', 'tfjs-node', 'wasm', 'cpu'])
      .default('auto')
      .describe('What computes; `auto`: the best that loads'),
    concurrency: z
      .union([z.literal('auto'), whole.min(1).max(256)])
      .default('auto')
      .describe('Networks trained at a time; results do not depend on it'),
    split: splitSettings.prefault({}),
    validation: z
      .strictObject({
        maxQuarantined: z
          .number()
          .min(0)
          .max(1)
          .default(0.05)
          .describe(
            'Share of bad rows that a run still accepts, of each table; of a holdout that is a part of the source at least half',
          ),
        maxWeightShare: z
          .number()
          .gt(0)
          .max(1)
          .default(0.5)
          .describe('Share of all weight that a single row of training may have'),
        holdoutClasses: z
          .enum(['all', 'some'])
          .default('all')
          .describe('Whether the deciding holdout must have rows with weight of every class'),
      })
      .prefault({}),
    transformation: transformationSettings.prefault({}),
    training: trainingSettingsOf(families).prefault({}),
    evaluation: z
      .strictObject({
        resamples: whole
          .min(10)
          .max(1_000_000)
          .default(1000)
          .describe('Bootstrap resamples behind each interval'),
        confidence: share.default(0.95).describe('Share of the resamples that lie within each interval'),
        minimum: z
          .partialRecord(rising, z.number().min(0).max(1))
          .default({})
          .describe('Least value of a metric that is accepted'),
        beatPrior: z
          .boolean()
          .default(true)
          .describe(
            'Whether a model is accepted only where its log-loss, out of fold (by more than chance) and on the deciding holdout, is lower than that of always answering with the class shares',
          ),
        minimumRows: whole
          .min(0)
          .default(20)
          .describe('Rows with weight that the deciding holdout needs for a model to be accepted'),
        minimumPerClass: whole.min(0).default(5).describe('Rows with weight of each class that it needs'),
        compareBy: metricName
          .default('logLoss')
          .describe('Metric that decides between a candidate and production'),
      })
      .prefault({}),
    tracking: trackingSettings.prefault({}),
  });
}

/** Every setting of a run with its range. */
export const configSchema = configSchemaOf(families);

/** Every setting of a run, frozen. */
export type Config = DeepReadonly<z.output<typeof configSchema>>;
