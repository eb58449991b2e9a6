import type { Column } from './columns/column.ts';
import type { DatasetSchema } from './dataset-schema.ts';

/** The columns a model reads, in the order of the schema. */
export function featuresOf(schema: DatasetSchema): Column[] {
  return schema.columns.filter((column) => column.role === 'feature');
}
