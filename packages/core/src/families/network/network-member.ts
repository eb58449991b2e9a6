import { z } from 'zod';
import type { DeepReadonly } from '../../config/deep-freeze.ts';
import {
  batchSize,
  epochs,
  learningRate,
  maximumSteps,
  minimumSteps,
  weightDecay,
} from '../../config/member-defaults.ts';
import { whole } from '../../config/ranges.ts';
import { transformationSettings } from '../../config/transformation-settings.ts';

/** What the configuration says of a network; what it leaves out comes from the training section. */
export const networkMember = z.strictObject({
  hidden: z
    .array(whole.min(1).max(8192))
    .max(16)
    .describe('Units of each hidden layer; none: logistic regression'),
  dropout: z.number().min(0).lt(1).default(0).describe('Share of the hidden units dropped in a step'),
  inputDropout: z.number().min(0).lt(1).default(0).describe('Share of the inputs dropped in a step'),
  batchEnsemble: whole
    .min(1)
    .max(256)
    .default(1)
    .describe('Networks in one that share their weight matrices; their answers are averaged'),
  activation: z
    .enum(['relu', 'silu', 'gelu', 'tanh'])
    .default('relu')
    .describe('What each hidden unit makes of its inputs'),
  normalization: z
    .enum(['none', 'batch', 'layer'])
    .default('none')
    .describe('Whether hidden units are brought to one scale, over the batch or over the layer'),
  residual: z
    .boolean()
    .default(false)
    .describe('Whether a hidden layer as wide as the one before it adds its input to its output'),
  numeric: transformationSettings.shape.numeric
    .unwrap()
    .optional()
    .describe('How number columns become its inputs; default: as the transformation section says'),
  learningRate: learningRate.optional().describe('As `training.learningRate`, for this member alone'),
  epochs: epochs.optional().describe('As `training.epochs`, for this member alone'),
  weightDecay: weightDecay.optional().describe('As `training.weightDecay`, for this member alone'),
  batchSize: batchSize.optional().describe('As `training.batchSize`, for this member alone'),
  minimumSteps: minimumSteps.optional().describe('As `training.minimumSteps`, for this member alone'),
  maximumSteps: maximumSteps.optional().describe('As `training.maximumSteps`, for this member alone'),
});
export type NetworkMember = DeepReadonly<z.output<typeof networkMember>>;
