import { z } from 'zod';

/** What stands in for a missing value. */
export const imputation = z.strictObject({ value: z.number() });
export type Imputation = z.infer<typeof imputation>;
