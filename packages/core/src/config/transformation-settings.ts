import { z } from 'zod';
import { whole } from './ranges.ts';

/** How columns become network inputs. */
export const transformationSettings = z.strictObject({
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
});
