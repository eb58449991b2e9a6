import { z } from 'zod';
import { duration } from '../schema/rules/table-expectations.ts';
import { share, whole } from './ranges.ts';
import { transformationSettings } from './transformation-settings.ts';

/** Numbers from `min` to `max`: evenly, evenly in their logarithm (`log`), or whole ones, both ends among them. */
function range(value: z.ZodNumber) {
  return z
    .strictObject({
      min: value,
      max: value,
      scale: z.enum(['linear', 'log', 'integer']).default('linear'),
    })
    .refine(({ min, max }) => min <= max, { path: ['max'], error: '`max` not below `min`' })
    .refine(({ min, scale }) => scale !== 'log' || min > 0, {
      path: ['min'],
      error: 'a number above 0, because the scale is `log`',
    });
}

/** What one number of a random candidate is drawn from: a single value, a list of choices, or a range. */
function numbers(value: z.ZodNumber) {
  return z.union([value, z.array(value).min(1), range(value)]);
}

function choices<T extends z.ZodType>(value: T) {
  return z.array(value).min(1);
}

/**
 * What random candidates are drawn from; whatever is not here comes from the training section. The defaults are what
 * led on tables of network features: some inputs dropped, several members, no label smoothing (a temperature
 * does not undo what it does to probabilities). ReLU is as good as the smoother activations there, and the kernel has it.
 */
const searchSpace = z.strictObject({
  depth: numbers(whole.min(0).max(16)).prefault([1, 2, 2, 2, 3]).describe('Hidden layers, all of one width'),
  width: numbers(whole.min(1).max(8192))
    .prefault([96, 128, 192, 256, 384])
    .describe('Units of a hidden layer'),
  dropout: numbers(z.number().min(0).lt(1)).prefault({ min: 0, max: 0.5 }),
  inputDropout: numbers(z.number().min(0).lt(1)).prefault({ min: 0.03, max: 0.2, scale: 'log' }),
  learningRate: numbers(z.number().gt(0).max(1)).prefault({ min: 0.003, max: 0.015, scale: 'log' }),
  weightDecay: numbers(z.number().min(0).lt(1)).prefault({ min: 0.02, max: 0.5, scale: 'log' }),
  labelSmoothing: numbers(z.number().min(0).lt(0.5)).prefault(0),
  batchSize: numbers(whole.min(1).max(1_000_000)).prefault([128, 256, 512]),
  epochs: numbers(whole.min(1).max(100_000)).prefault([20, 40, 60]),
  members: numbers(whole.min(1).max(256))
    .prefault([1, 2, 4, 8])
    .describe('Networks that share their weights'),
  activation: choices(z.enum(['relu', 'silu', 'gelu', 'tanh'])).prefault(['relu']),
  normalization: choices(z.enum(['none', 'batch', 'layer'])).prefault(['none']),
  residual: choices(z.boolean())
    .prefault([false, true])
    .describe('Whether layers add to what came into them'),
  numeric: choices(transformationSettings.shape.numeric.unwrap())
    .optional()
    .describe(
      'How numbers are scaled; default: as the transformation section says, with or without pieces beside it',
    ),
  bins: numbers(whole.min(2).max(1024)).optional().describe('Bins of the quantile transform'),
});

/** The search for a better network than the candidates of the configuration. */
export const searchSettings = z.strictObject({
  budget: z
    .custom<string>(
      (value) => typeof value === 'string' && (value === 'none' || duration.test(value)),
      '`none`, or a duration such as 90s, 10m or 1h',
    )
    .default('none')
    .describe(
      'Time for all of the training: candidates, search and the last fit; what comes of it depends on the machine',
    ),
  trials: whole
    .min(0)
    .max(100_000)
    .default(0)
    .describe(
      'Random candidates at most; without a budget this many, and the same seed gives the same model',
    ),
  keep: share.default(1 / 3).describe('Share of the random candidates that each rung leaves for the next'),
  average: whole
    .min(1)
    .max(16)
    .default(8)
    .describe('Networks whose answers are averaged at most, where that beats the best of them; 1: none'),
  space: searchSpace.prefault({}),
});
