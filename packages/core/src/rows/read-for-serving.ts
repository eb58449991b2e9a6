import type { DatasetSchema } from '../schema/dataset-schema.ts';
import { featureGroupsOf } from '../schema/groups/feature-groups-of.ts';
import type { Source } from './source.ts';
import { type ReadTable, readTable, type ReadTableOptions } from './read-table.ts';

/**
 * Reads a source as requests come: what only training needs (the label, groups, weights), features that the schema
 * calls optional and those of feature groups may be absent, and are then missing in every row.
 */
export async function readForServing(
  source: Source,
  schema: DatasetSchema,
  options: ReadTableOptions = {},
): Promise<ReadTable> {
  // No source has to have an ignored column, and it is read like any other.
  const grouped = new Set(featureGroupsOf(schema).flatMap((group) => group.columns));
  const columns = schema.columns.map((column) => {
    if (grouped.has(column.name)) return { ...column, role: 'ignored' as const, optional: true };
    return column.role === 'feature' && !column.optional ? column : { ...column, role: 'ignored' as const };
  });
  // Rules may be about the label; what can be judged of them is, by the whole schema.
  const asRead = { ...schema, columns, rules: [], key: undefined, featureGroups: undefined };
  return readTable(source, asRead, options);
}
