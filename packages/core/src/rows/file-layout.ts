import type { DatasetSchema } from '../schema/dataset-schema.ts';
import { recordColumns, sourceColumns } from '../schema/derived/derivation.ts';
import type { ReadOptions } from './source.ts';

/** How a text file is written: all that a reader has to know before its first byte. */
export type FileLayout = Pick<ReadOptions, 'names' | 'delimiter' | 'skip' | 'comment' | 'encoding'>;

/**
 * How a schema says its text files are written. A file without a header line has all columns of the schema in
 * order but the derived ones, or, as rows to be scored often come, those of a record alone.
 */
export function fileLayout(schema: DatasetSchema): FileLayout {
  const { header, ...layout } = schema.file;
  if (header) return { names: null, ...layout };
  const all = sourceColumns(schema).map((column) => column.name);
  const record = recordColumns(schema).map((column) => column.name);
  return { names: (cells) => (cells === record.length ? record : all), ...layout };
}
