import { z } from 'zod';
import type { Cell } from '../table.ts';
import { type ColumnDefinition, columnSchema, missingToken } from './columns/column.ts';
import { featureGroupSchema } from './groups/feature-group.ts';
import { limitsSchema } from './rules/limits.ts';
import { ruleSchema } from './rules/rule.ts';
import { textEncodings } from './text-encodings.ts';
import { freshnessSchema, volumeSchema } from './rules/table-expectations.ts';

/** How the table's text files are written. */
export const fileFormat = z.strictObject({
  header: z
    .boolean()
    .default(true)
    .describe('false: the file has no header line, names come from the schema in order'),
  delimiter: z
    .string()
    .regex(/^[^"\r\n]$/, 'one character, neither a quote nor a line break')
    .default(','),
  encoding: z
    .enum(textEncodings)
    .optional()
    .describe('How the file is written; UTF-8 where left out, and a byte-order mark tells better'),
  skip: z
    .int()
    .min(0)
    .max(10_000)
    .optional()
    .describe('Lines before the header line, such as a title; they are passed over'),
  comment: z
    .string()
    .regex(/^[^"\s]{1,8}$/, 'one to eight characters, neither a quote nor a blank')
    .optional()
    .describe(
      'How lines begin that are no rows; one `#fields` among them names the columns, as in Zeek logs',
    ),
});

/** A dataset schema: what a table of this name must look like. Relations between columns are checked by `parseSchema`. */
export const datasetSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, `.`, `_` and `-`'),
  description: z.string().optional(),
  source: z.string().optional(),
  license: z.string().optional(),
  missing: z
    .array(missingToken)
    .readonly()
    .default([''])
    .describe('Texts that mean "no value" in every column without its own list'),
  file: fileFormat.prefault({}),
  columns: z.array(columnSchema).min(1).readonly(),
  featureGroups: z
    .array(featureGroupSchema)
    .min(1)
    .readonly()
    .optional()
    .describe('Features by what it costs to get them, in rising cost; a record may lack whole groups'),
  key: z
    .array(z.string())
    .min(1)
    .readonly()
    .optional()
    .describe('Columns whose values together name a row, wherever it is stored'),
  rules: z.array(ruleSchema).readonly().optional().describe('What must hold between the columns of a row'),
  freshness: freshnessSchema.optional().describe('How old the newest row may be'),
  volume: volumeSchema.optional().describe('How many rows the table may have'),
  limits: limitsSchema.optional().describe('What a warning about the data does: warn, fail or nothing'),
});

/** A schema as written in YAML or given to `defineSchema`. */
export type SchemaDefinition = z.input<typeof datasetSchema>;

/** Carries the record type of a schema; exists for the type checker only. */
declare const recordType: unique symbol;

/** A checked schema. `Row` is the type of one record's features. */
export type DatasetSchema<Row = Record<string, unknown>> = z.output<typeof datasetSchema> & {
  readonly [recordType]?: Row;
};

/** The record type that a schema carries. */
export type RecordOfSchema<S> = S extends DatasetSchema<infer Row> ? Row : never;

type ValueOf<C extends ColumnDefinition> = C extends { readonly values: readonly (infer V)[] }
  ? V extends boolean
    ? `${V}` | V
    : V
  : C['kind'] extends 'numeric'
    ? number
    : C['kind'] extends 'time'
      ? string | number | Date
      : string;
type Feature<C> = C extends
  | { readonly role: Exclude<ColumnDefinition['role'], 'feature' | undefined> }
  | { readonly derive: string }
  ? never
  : C;
type Grouped<D> = D extends {
  readonly featureGroups: readonly { readonly columns: readonly (infer Name)[] }[];
}
  ? Name
  : never;
/** Columns that a record may leave out: optional ones, and those in feature groups. */
type MayLack<D> = { readonly optional: true } | { readonly name: Grouped<D> };
type Always<C, D> = C extends MayLack<D> ? never : C;
type Sometimes<C, D> = C extends MayLack<D> ? C : never;
type Features<D extends SchemaDefinition> = Feature<D['columns'][number]>;
// One flat object type reads better in an editor than an intersection of two.
type Flat<T> = { [K in keyof T]: T[K] };

/**
 * The record that a schema's definition describes: its feature columns, null for missing; optional ones
 * and those in feature groups may be left out.
 * Derived features are computed and no member of it; ignored columns that they read are members that a type cannot tell.
 */
export type RecordOf<D extends SchemaDefinition> = Flat<
  { [C in Always<Features<D>, D> as C['name']]: ValueOf<C> | null } & {
    [C in Sometimes<Features<D>, D> as C['name']]?: ValueOf<C> | null;
  }
>;

/** The classes of a target column, resolved. */
export interface Target {
  /** Name of the target column. */
  readonly column: string;
  /** Class names; the index is the class number everywhere. */
  readonly classes: readonly string[];
  /** Number of the positive class; null where a multi-class target declares none. */
  readonly positive: number | null;
  /** Class number of a typed target value, or undefined where it is missing or no class has it. */
  classOf(value: Cell): number | undefined;
}
