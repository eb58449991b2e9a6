import { z } from 'zod';

/** A rule between the columns of a row, as a schema states it. */
export const ruleSchema = z.strictObject({
  name: z.string().min(1).describe('Names the rule in reasons and reports'),
  expression: z.string().min(1).describe('A condition; a row for which it is not true breaks the rule'),
  onFail: z
    .enum(['reject', 'warn'])
    .default('reject')
    .describe('reject: the row is quarantined; warn: it is counted'),
  description: z.string().optional(),
});
export type Rule = z.output<typeof ruleSchema>;
