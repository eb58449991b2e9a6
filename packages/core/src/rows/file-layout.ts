import type { DatasetSchema } from '../schema/dataset-schema.ts';
import { recordColumns, sourceColumns } from '../schema/derived/derivation.ts';
import type { ReadOptions } from './source.ts';

/**
 * How a schema says its text files are written. A file without a header line has all columns of the schema in
 * order but the derived ones, or, as rows to be scored often come, those of a record alone.
 */
export function fileLayout(schema: DatasetSchema): Pick<ReadOptions, 'names' | 'delimiter'> {
  const { header, delimiter } = schema.file;
  if (header) return { names: null, delimiter };
  const all = sourceColumns(schema).map((column) => column.name);
  const record = recordColumns(schema).map((column) => column.name);
  return { names: (cells) => (cells === record.length ? record : all), delimiter };
}
