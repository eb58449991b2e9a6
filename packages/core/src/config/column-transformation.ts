import { z } from 'zod';

/** The ways to scale a number column. */
export const scale = z.enum([
  'standardize',
  'min-max',
  'robust',
  'robust-smooth',
  'log',
  'quantile',
  'piecewise-linear',
]);

/** One way of scaling, several (one copy of the column each), or `auto`: chosen by the column's shape. */
export const scaling = z.union([z.enum(['auto', ...scale.options]), z.array(scale).min(1)]);

const imputers = z.enum(['mean', 'median', 'most-frequent', 'knn']);

/** What stands in for a missing number. */
export const numberImputation = z.union([imputers, z.strictObject({ constant: z.number() })]);

/** What stands in for a missing value of one column, which may be a category. */
const imputation = z.union([imputers, z.strictObject({ constant: z.union([z.number(), z.string()]) })]);

const clipping = z.union([
  z
    .strictObject({ low: z.number().optional(), high: z.number().optional() })
    .refine(({ low = -Infinity, high = Infinity }) => low < high && (low > -Infinity || high < Infinity), {
      message: '`low`, `high` or both, `low` below `high`',
    }),
  z.strictObject({ quantile: z.number().gt(0).lt(0.5) }),
]);

/** How one column becomes network inputs; what is left out is as for all columns. */
export const columnTransformation = z.strictObject({
  impute: imputation.optional(),
  scale: scaling.optional().describe('Reads the column as a number, however few values it has'),
  encode: z
    .enum(['one-hot', 'hashing', 'frequency'])
    .optional()
    .describe('Reads the column as a category, even one of numbers'),
  clip: clipping
    .optional()
    .describe('Moves numbers beyond two bounds, or two quantiles of the training rows, to these'),
  indicator: z.boolean().optional().describe('Whether "missing" is an input of its own'),
});
