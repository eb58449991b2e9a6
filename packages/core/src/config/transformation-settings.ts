import { z } from 'zod';
import { columnTransformation, numberImputation, scaling } from './column-transformation.ts';
import { whole } from './ranges.ts';

/** How columns become network inputs. */
export const transformationSettings = z.strictObject({
  numeric: scaling
    .default('quantile')
    .describe('How numbers are scaled; a list gives one copy of each column per entry'),
  impute: numberImputation
    .default('median')
    .describe('What a missing number becomes; a missing category is the most frequent one or its own input'),
  bins: whole.min(2).max(1024).default(32).describe('Bins of the quantile transform'),
  pieces: whole.min(2).max(1024).default(16).describe('Bins of the piecewise-linear encoding, an input each'),
  neighbours: whole.min(1).max(256).default(5).describe('Rows whose mean a `knn` imputation takes'),
  oneHotLevels: whole
    .min(2)
    .max(65_536)
    .default(64)
    .describe('Most values of a column that are one-hot encoded; the others share one input'),
  buckets: whole.min(2).max(65_536).default(64).describe('Inputs of a column whose values are hashed'),
  minimumCategoryCount: whole
    .min(1)
    .default(5)
    .describe('Rows that a value needs to be a category of its own'),
  columns: z
    .record(z.string(), columnTransformation)
    .default({})
    .describe('Other choices for single columns, by name'),
});
