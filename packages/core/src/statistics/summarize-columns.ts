import { z } from 'zod';
import { columnKind } from '../schema/columns/column.ts';
import type { DatasetSchema } from '../schema/dataset-schema.ts';
import type { ColumnData, TypedTable } from '../table.ts';
import { describeNumbers, runsOf } from './describe-numbers.ts';

/** Distinct values up to which a column of numbers is counted value by value; further values of a text column are summed. */
export const mostCounted = 50;

/** What one column of a table holds, as plain JSON. */
export const columnSummary = z.strictObject({
  name: z.string(),
  kind: columnKind,
  count: z.number().int().describe('Cells that hold a value'),
  missing: z.number().int().describe('Cells without a value'),
  distinct: z.number().int().describe('Different values'),
  mean: z.number().optional(),
  sd: z.number().optional().describe('Standard deviation with divisor n'),
  min: z.number().optional(),
  max: z.number().optional(),
  quantiles: z
    .array(z.number())
    .optional()
    .describe('At 0, 0.05, … 1, interpolated between the two nearest values'),
  values: z
    .array(z.strictObject({ value: z.union([z.number(), z.string()]), count: z.number().int() }))
    .optional()
    .describe('The most frequent values, most frequent first'),
  other: z.number().int().optional().describe('Cells whose value is not listed under `values`'),
});
export type ColumnSummary = z.infer<typeof columnSummary>;

/**
 * Summarises every column of the schema that the table has, in the order of the schema. Statistics are
 * computed in float64 and are absent where a column holds no value. Columns of numbers have moments and
 * quantiles; columns with few values have counts; identifiers and free texts are counted, never listed.
 */
export function summarizeColumns(table: TypedTable, schema: DatasetSchema): ColumnSummary[] {
  return schema.columns.flatMap(({ name, kind }) => {
    const data = table.columns.get(name);
    return data === undefined ? [] : [{ name, kind, ...summarize(data, kind) }];
  });
}

function summarize(data: ColumnData, kind: ColumnSummary['kind']): Omit<ColumnSummary, 'name' | 'kind'> {
  if (!(data instanceof Float64Array)) return summarizeTexts(data, kind !== 'identifier' && kind !== 'text');
  const sorted = data.filter((value) => !Number.isNaN(value)).sort();
  const missing = data.length - sorted.length;
  const coded = kind !== 'numeric' && kind !== 'time';
  const runs = runsOf(sorted, coded ? Number.POSITIVE_INFINITY : mostCounted);
  return {
    count: sorted.length,
    missing,
    distinct: runs.distinct,
    ...(sorted.length === 0 ? {} : describeNumbers(sorted)),
    ...(coded || runs.distinct <= mostCounted ? mostFrequent(runs.counts, sorted.length) : {}),
  };
}

function summarizeTexts(
  data: readonly (string | null)[],
  listed: boolean,
): Omit<ColumnSummary, 'name' | 'kind'> {
  const counts = new Map<string, number>();
  let count = 0;
  for (const text of data) {
    if (text === null) continue;
    count++;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const summary = { count, missing: data.length - count, distinct: counts.size };
  return listed ? { ...summary, ...mostFrequent(counts, count) } : summary;
}

/** The most frequent values; of equally frequent ones the smaller comes first, so that a summary is reproducible. */
function mostFrequent<T extends number | string>(
  counts: ReadonlyMap<T, number>,
  total: number,
): Pick<ColumnSummary, 'values' | 'other'> {
  const values = [...counts]
    .toSorted(([left, leftCount], [right, rightCount]) => rightCount - leftCount || (left < right ? -1 : 1))
    .slice(0, mostCounted)
    .map(([value, count]) => ({ value, count }));
  return { values, other: values.reduce((rest, { count }) => rest - count, total) };
}
