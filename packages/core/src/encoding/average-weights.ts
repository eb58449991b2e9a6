import { z } from 'zod';

/** The shares of the layers in a weighted mean: two or more, which sum to 1 but for rounding. */
export const averageWeights = z
  .array(z.number().nonnegative())
  .min(2)
  .refine((weights) => Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-6, {
    message: 'weights whose sum is 1',
  });
