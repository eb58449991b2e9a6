import { z } from 'zod';
import { driftRole } from './drift-report.ts';

/** What every column of a reference states. */
const common = {
  name: z.string(),
  role: driftRole,
  present: z.number().int().nonnegative().describe('Cells that hold a value'),
  missing: z.number().int().nonnegative(),
};

const value = z.union([z.number(), z.string()]);

/** A column of few values: the count of each that is frequent enough, the rest pooled. */
const valuesReference = z.strictObject({
  ...common,
  type: z.literal('values'),
  values: z.array(z.strictObject({ value, count: z.number().int() })),
  other: z.number().int().describe('Cells whose value is not listed under `values`'),
  rare: z
    .array(value)
    .nullable()
    .describe('The values pooled in `other`; null where they are too many to be kept'),
  trained: z
    .strictObject({ counts: z.array(z.number().int()) })
    .optional()
    .describe(
      'Scores of the final model on the rows it was trained on: one count a value, then that of the others',
    ),
});
export type ValuesReference = z.infer<typeof valuesReference>;

/**
 * A continuous column: counts in cells of about equal frequency. Cell i holds the values above `edges[i - 1]` up
 * to and including `edges[i]`; the first and the last cell have no outer end. A frequent value has a cell of its own.
 */
const numbersReference = z.strictObject({
  ...common,
  type: z.literal('numbers'),
  edges: z.array(z.number()),
  counts: z.array(z.number().int()).min(1).describe('One a cell'),
  means: z.array(z.number()).describe('Mean of the values in each cell'),
  deviation: z.number().positive().describe('Standard deviation with divisor n'),
  trained: z
    .strictObject({ counts: z.array(z.number().int()), means: z.array(z.number()) })
    .optional()
    .describe('Scores of the final model on the rows it was trained on, in the same cells'),
});
export type NumbersReference = z.infer<typeof numbersReference>;

/** Identifiers, texts and times always differ from what came before: only their gaps are compared. */
const gapsReference = z.strictObject({ ...common, type: z.literal('gaps') });

export const columnReference = z.discriminatedUnion('type', [
  valuesReference,
  numbersReference,
  gapsReference,
]);
/** One column's distribution. */
export type ColumnReference = z.infer<typeof columnReference>;

/**
 * What a table's columns hold, one by one, for comparing batches with it: plain JSON without rows, so that a
 * bundle can carry it without carrying anyone's record.
 */
export const driftReference = z.strictObject({
  format: z.literal(1),
  rows: z.number().int().nonnegative(),
  columns: z.array(columnReference),
});
export type DriftReference = z.infer<typeof driftReference>;
