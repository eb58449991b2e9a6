import type { DatasetSchema } from '@rampart/core';
import type { Source } from '../sources/source.ts';
import { type ReadTable, readTable, type ReadTableOptions } from './read-table.ts';

/**
 * Reads a source as requests come: what only training needs (the label, groups, weights) and features that the schema
 * calls optional may be absent, and are then missing in every row.
 */
export async function readForServing(
  source: Source,
  schema: DatasetSchema,
  options: ReadTableOptions = {},
): Promise<ReadTable> {
  // No source has to have an ignored column, and it is read like any other.
  const columns = schema.columns.map((column) =>
    column.role === 'feature' && !column.optional ? column : { ...column, role: 'ignored' as const },
  );
  // Rules may be about the label; what can be judged of them is, by the whole schema.
  return readTable(source, { ...schema, columns, rules: [], key: undefined }, options);
}
