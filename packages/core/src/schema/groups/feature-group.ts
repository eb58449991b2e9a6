import { z } from 'zod';

/** Every subset of the groups has a calibration of its own, and there are twice as many with each further group. */
export const mostFeatureGroups = 5;

/** Features that are had together at a price: a request gives all of them or none. No relation to role `group`. */
export const featureGroupSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, `.`, `_` and `-`'),
  cost: z
    .number()
    .nonnegative()
    .describe(
      'What it costs to get the group, in a unit of your choice: milliseconds, money; groups stand in rising cost',
    ),
  description: z.string().optional(),
  columns: z.array(z.string()).min(1).readonly().describe('Names of features; each is in one group at most'),
});
export type FeatureGroupDefinition = z.output<typeof featureGroupSchema>;
