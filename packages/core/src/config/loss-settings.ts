import { z } from 'zod';
import { whole } from './ranges.ts';

/** What counts for how much in training, beside the weights of classes and rows. */
export const lossSettings = {
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
          'Further training rows for the smaller classes: copies, or rows between a row and one of its nearest of the same class. Only rows that a network is trained on are taken, and probabilities are put back to the shares of the table',
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
};
