import { z } from 'zod';

const share = z.number().gt(0).lt(1);
const holdoutName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, `.`, `_` and `-`');
/** A value as the column's own reader takes it: a number, a text, an ISO date in a column of times. */
const cell = z.union([z.number(), z.string(), z.boolean().transform(String)]);

/** The ways to split that need a column. */
const byColumn: ReadonlySet<string> = new Set(['group', 'time', 'key']);

const conditions = ['values', 'below', 'above'] as const;

/** Rows with one property, all held out: a network, a country, a period that the model is never trained on. */
const shiftedHoldout = z
  .strictObject({
    name: holdoutName,
    column: z.string().min(1),
    values: z.array(cell).min(1).optional().describe('Rows where the column has one of these values'),
    below: cell.optional().describe('Rows where the column is less than this'),
    above: cell.optional().describe('Rows where the column is more than this'),
  })
  .refine((one) => conditions.filter((name) => one[name] !== undefined).length === 1, {
    error: 'exactly one of `values`, `below` and `above`',
  });

/** How rows are held out of training, and which. */
export const splitSettings = z
  .strictObject({
    by: z
      .enum(['vector', 'group', 'row', 'time', 'key'])
      .default('vector')
      .describe(
        'What is never divided: equal feature vectors; those and equal values of a column; single rows (equal vectors then lie on both sides); the newest rows are held out; a hash of a column decides',
      ),
    column: z.string().min(1).optional().describe('The column of `by: group`, `by: time` and `by: key`'),
    holdout: share.default(0.2).describe('Share of the rows that only the final evaluation sees'),
    shifted: z
      .array(shiftedHoldout)
      .default([])
      .describe('Further holdouts: all rows of the source with a property'),
  })
  .refine(({ by, column }) => byColumn.has(by) === (column !== undefined), {
    path: ['column'],
    error: ({ input }) => {
      const { by } = input as { by: string };
      return byColumn.has(by)
        ? `the column that \`split.by: ${by}\` goes by`
        : `no column with \`split.by: ${by}\` (\`group\`, \`time\` and \`key\` take one)`;
    },
  });
