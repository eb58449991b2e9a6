import { z } from 'zod';
import type { DeepReadonly } from './deep-freeze.ts';
import { whole } from './ranges.ts';
import type { transformationSettings } from './transformation-settings.ts';

/** Ranges of what a member may also say for itself. */
export const epochs = whole.min(1).max(100_000);
export const batchSize = whole.min(1).max(1_000_000);
export const learningRate = z.number().gt(0).max(1);
export const weightDecay = z.number().min(0).lt(1);
export const minimumSteps = whole.min(0);
export const maximumSteps = whole.min(1);

/** Settings of the training section that hold for every member: what it leaves out, and what it has no say in. */
export const memberDefaults = {
  epochs: epochs.default(20).describe('Times that a network sees every training row'),
  minimumSteps: minimumSteps
    .default(400)
    .describe(
      'Steps a network is given at least: small tables get more epochs; none where only `epochs` is set',
    ),
  maximumSteps: maximumSteps
    .default(20_000)
    .describe(
      'Steps a network is given at most: large tables get fewer epochs, one at least; no bound where only `epochs` is set',
    ),
  batchSize: batchSize.default(256).describe('Rows of one step'),
  learningRate: learningRate.default(0.005).describe('How far one step goes, at most'),
  weightDecay: weightDecay.default(0.05).describe('How strongly weights are pulled to 0'),
  schedule: z
    .enum(['one-cycle', 'cosine', 'constant'])
    .default('one-cycle')
    .describe('How the learning rate goes; all begin with a rise'),
  clipNorm: z
    .number()
    .min(0)
    .default(0)
    .describe('Longest gradient; longer ones are shortened to it; 0: no limit'),
  kernel: z
    .enum(['auto', 'off'])
    .default('auto')
    .describe('Whether networks that fit it are trained in the WebAssembly kernel'),
  labelSmoothing: z
    .number()
    .min(0)
    .lt(0.5)
    .default(0)
    .describe('Share of each label that is given to the other classes, so that networks are less sure'),
  focal: z
    .number()
    .min(0)
    .max(5)
    .default(0)
    .describe(
      'Gamma of focal loss: how much less a row counts the surer the network is of it; 0: cross-entropy. It makes probabilities less sure than they should be, which calibration makes good',
    ),
  oversampling: z
    .strictObject({
      method: z
        .enum(['none', 'random', 'smote'])
        .default('none')
        .describe(
          'Further training rows for the smaller classes: copies, or rows between a row and one of its nearest of the same class. Only rows that a member is trained on are taken, and probabilities are put back to the shares of the table',
        ),
      ratio: z
        .number()
        .gt(0)
        .max(1)
        .default(1)
        .describe('Rows that every class is brought up to, as a share of those of the largest class'),
      neighbours: whole.min(1).max(100).default(5).describe('Nearest rows that SMOTE chooses among'),
    })
    .prefault({}),
  tomekLinks: z
    .enum(['none', 'majority', 'both'])
    .default('none')
    .describe(
      "Which rows of Tomek links (rows of two classes that are each other's nearest) a member is not trained on: that of the class with more rows, or both; probabilities are put back to the shares of the table. They are removed after `oversampling`: `smote` and `both` is what is called SMOTETomek; after `random` there are few, since a copy is nearest to its row",
    ),
  groupDropout: z
    .number()
    .min(0)
    .max(1)
    .default(0.9)
    .describe(
      'Share of the rows of which some feature groups are hidden from the network for incomplete rows, where the schema has groups; 0: there is no such network',
    ),
  patience: whole.min(1).default(8).describe('Epochs without a better validation loss before training stops'),
  classWeights: z
    .enum(['none', 'balanced'])
    .default('none')
    .describe('Whether rows of smaller classes count more, so that all classes count the same'),
};

/** The sections of the configuration that a member takes from what it does not say itself. */
export type MemberSections = DeepReadonly<{
  training: z.output<z.ZodObject<typeof memberDefaults>>;
  transformation: z.output<typeof transformationSettings>;
}>;
