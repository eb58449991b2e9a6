import { z } from 'zod';

/** An `EpochRecord` as checkpoints keep it; the optional value is left out where there is none. */
export const epochRecord = z.object({
  epoch: z.int(),
  epochs: z.int(),
  learningRate: z.number(),
  loss: z.number(),
  validationLoss: z.number().exactOptional(),
});
