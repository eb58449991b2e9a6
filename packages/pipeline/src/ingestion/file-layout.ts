import { type DatasetSchema, featuresOf } from '@rampart/core';
import type { ReadOptions } from '../sources/source.ts';

/**
 * How a schema says its text files are written. A file without a header line has all columns of the schema in
 * order, or, as rows to be scored often come, its features alone.
 */
export function fileLayout(schema: DatasetSchema): Pick<ReadOptions, 'names' | 'delimiter'> {
  const { header, delimiter } = schema.file;
  if (header) return { names: null, delimiter };
  const all = schema.columns.map((column) => column.name);
  const features = featuresOf(schema).map((column) => column.name);
  return { names: (cells) => (cells === features.length ? features : all), delimiter };
}
