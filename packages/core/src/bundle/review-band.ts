import { z } from 'zod';

const probability = z.number().min(0).max(1);

/** Least and largest probability that a person should look at: of the positive class of two, else of the called class. */
export const reviewBand = z
  .tuple([probability, probability])
  .readonly()
  .refine(([low, high]) => low <= high, { message: 'the lower end first' });
