import { z } from 'zod';
import { notationSchema } from './notation.ts';

/** A value as a schema file writes it; YAML's booleans are read as the texts "true" and "false". */
export const domainValue = z.union([z.number(), z.string(), z.boolean().transform(String)]);

/** A text that stands for "no value"; a number such as -999 may be written without quotes. */
export const missingToken = z.union([z.string(), z.number().transform(String)]);

/** What a column holds. */
export const columnKind = z.enum([
  'numeric',
  'ordinal',
  'categorical',
  'binary',
  'identifier',
  'time',
  'text',
]);
export type ColumnKind = z.infer<typeof columnKind>;

/** What a column is for. */
export const columnRole = z.enum(['feature', 'target', 'group', 'weight', 'ignored']);
export type ColumnRole = z.infer<typeof columnRole>;

/** One column of a dataset schema, as a file or `defineSchema` states it. */
export const columnSchema = z.strictObject({
  name: z.string().min(1).describe('Name in the table, case-sensitive'),
  kind: columnKind,
  role: columnRole.default('feature'),
  description: z.string().optional(),
  values: z
    .array(domainValue)
    .min(1)
    .readonly()
    .optional()
    .describe('The whole domain; in rising order for an ordinal column'),
  min: z.number().optional().describe('Smallest allowed number'),
  max: z.number().optional().describe('Largest allowed number'),
  unit: z
    .enum(['s', 'ms', 'us', 'ns'])
    .optional()
    .describe(
      'Time only: what a plain number counts since 1970; where left out milliseconds, of the years 1980 to 2100',
    ),
  missing: z.array(missingToken).readonly().optional().describe('Texts that mean "no value" in this column'),
  notation: notationSchema
    .optional()
    .describe('How texts of a numeric column write their numbers, where it is not plainly, as in 1234.5'),
  optional: z.boolean().default(false).describe('May be absent when serving'),
  onlyIn: z
    .literal('training')
    .optional()
    .describe('The column does not exist when serving; no feature comes from it'),
  derive: z
    .string()
    .min(1)
    .optional()
    .describe('An expression over other columns; the column is computed, not read from the source'),
  monotone: z
    .enum(['increasing', 'decreasing'])
    .optional()
    .describe(
      'Features of kind numeric, ordinal or binary only: a higher value, all else being equal, never lowers the score of the positive class (`increasing`), or never raises it; of two texts the second is the higher one',
    ),
  onMissing: z.enum(['impute', 'reject']).optional(),
  onInvalid: z.enum(['reject', 'impute']).default('reject'),
  onUnseen: z
    .enum(['other', 'reject', 'impute'])
    .optional()
    .describe(
      'Categorical with `values` only: what a category not listed there is; as `onInvalid` where left out',
    ),
  classes: z
    .record(z.string(), z.union([z.literal('rest'), z.array(domainValue).min(1).readonly()]))
    .optional()
    .describe('Target only: class name to the raw values it stands for, or `rest` for every other value'),
  positive: domainValue
    .optional()
    .describe('Target only: the class that metrics are about, by its name or by one of its raw values'),
});

/** A column with its defaults filled in. */
export type Column = z.output<typeof columnSchema>;
/** A column as written. */
export type ColumnDefinition = z.input<typeof columnSchema>;

/**
 * What a missing value does to its row, where the column does not say: a label, weight or group cannot be
 * made up, a feature is imputed, and a column nobody reads costs no row.
 */
export function onMissingOf(column: Column): 'impute' | 'reject' {
  return column.onMissing ?? (column.role === 'feature' || column.role === 'ignored' ? 'impute' : 'reject');
}

/**
 * What a value that cannot be read, or lies outside the domain, does to its row. A category that is not listed is
 * told by `onUnseen`; where that says `other`, only a bound or the reading itself is left to fail.
 */
export function onInvalidOf(column: Column): 'impute' | 'reject' {
  const { onUnseen, onInvalid } = column;
  return onUnseen === undefined || onUnseen === 'other' ? onInvalid : onUnseen;
}
