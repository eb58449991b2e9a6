import { z } from 'zod';
import { metricNames } from '../metrics/metric-names.ts';
import type { DeepReadonly } from './deep-freeze.ts';
import { splitSettings } from './split-settings.ts';

const share = z.number().gt(0).lt(1);
/** `multipleOf` rather than `int`, which keeps zod from reporting what else is wrong. */
const whole = z.number().multipleOf(1).max(Number.MAX_SAFE_INTEGER);
const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, `.`, `_` and `-`');
const epochs = whole.min(1).max(100_000);
const batchSize = whole.min(1).max(1_000_000);
const learningRate = z.number().gt(0).max(1);
const weightDecay = z.number().min(0).lt(1);

const metricName = z.enum(metricNames);
/** The metrics that are better the higher they are, so that a least value makes sense. */
const rising = metricName.exclude(['logLoss', 'brier', 'ece']);

/** One network to try; what it leaves out comes from the training section. */
export const candidate = z.strictObject({
  name,
  hidden: z
    .array(whole.min(1).max(8192))
    .max(16)
    .describe('Units of each hidden layer; none: logistic regression'),
  dropout: z.number().min(0).lt(1).default(0),
  learningRate: learningRate.optional(),
  epochs: epochs.optional(),
  weightDecay: weightDecay.optional(),
  batchSize: batchSize.optional(),
});
export type Candidate = DeepReadonly<z.output<typeof candidate>>;

const candidates = z
  .array(candidate)
  .min(1)
  .refine((all) => repeatedNames(all).length === 0, {
    // Also where something else is wrong, so that every problem is reported at once.
    when: ({ value }) => Array.isArray(value),
    error: ({ input }) => `every name once, not \`${repeatedNames(input).join('`, `')}\` again`,
  });

function repeatedNames(all: unknown): string[] {
  const names = (all as (Partial<Candidate> | null)[]).map((one) => one?.name);
  return [
    ...new Set(names.filter((one, index) => one !== undefined && names.indexOf(one) < index)),
  ] as string[];
}

/** Every setting of a run with its range; defaults stand here and nowhere else. */
export const configSchema = z.strictObject({
  name: name.optional().describe('Name of the bundle; default: the name of the dataset schema'),
  seed: whole.min(0).max(0xffff_ffff).default(7),
  backend: z.enum(['auto', 'tfjs-node', 'wasm', 'cpu']).default('auto'),
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
        .describe('Share of bad rows that a run still accepts'),
    })
    .prefault({}),
  transformation: z
    .strictObject({
      numeric: z.enum(['auto', 'standardize', 'quantile']).default('quantile'),
      bins: whole.min(2).max(1024).default(32).describe('Bins of the quantile transform'),
      oneHotLevels: whole
        .min(2)
        .max(65_536)
        .default(64)
        .describe('Most values of a column that are one-hot encoded'),
      minimumCategoryCount: whole
        .min(1)
        .default(5)
        .describe('Rows that a value needs to be a category of its own'),
    })
    .prefault({}),
  training: z
    .strictObject({
      candidates: candidates.prefault([
        { name: 'logistic-regression', hidden: [], learningRate: 0.05 },
        { name: 'mlp-32', hidden: [32], learningRate: 0.01 },
        { name: 'mlp-64-32', hidden: [64, 32], dropout: 0.1 },
        { name: 'mlp-128-128', hidden: [128, 128], dropout: 0.2 },
      ]),
      folds: whole.min(2).max(100).default(4),
      epochs: epochs.default(20),
      minimumSteps: whole
        .min(0)
        .default(400)
        .describe('Steps a network is given at least: small tables get more epochs'),
      batchSize: batchSize.default(256),
      learningRate: learningRate.default(0.006),
      weightDecay: weightDecay.default(0.1),
      labelSmoothing: z.number().min(0).lt(0.5).default(0),
      patience: whole
        .min(1)
        .default(8)
        .describe('Epochs without a better validation loss before training stops'),
      validationFraction: z
        .number()
        .min(0)
        .lt(1)
        .default(0)
        .describe(
          'Share of the training rows that early stopping watches; 0: every row is trained on, for all epochs',
        ),
      classWeights: z.enum(['none', 'balanced']).default('none'),
      threshold: z
        .enum(['f1', 'accuracy', 'youden'])
        .default('f1')
        .describe('What the decision threshold maximises'),
    })
    .prefault({}),
  evaluation: z
    .strictObject({
      resamples: whole
        .min(10)
        .max(1_000_000)
        .default(1000)
        .describe('Bootstrap resamples behind each interval'),
      confidence: share.default(0.95),
      minimum: z
        .partialRecord(rising, z.number().min(0).max(1))
        .default({})
        .describe('Least value of a metric that is accepted'),
      compareBy: metricName
        .default('logLoss')
        .describe('Metric that decides between a candidate and production'),
    })
    .prefault({}),
});

/** Every setting of a run, frozen. */
export type Config = DeepReadonly<z.output<typeof configSchema>>;
