import { columnReaders } from '../schema/columns/column-readers.ts';
import type { DatasetSchema } from '../schema/dataset-schema.ts';
import { RampartError } from '../errors.ts';
import { requireColumns } from './require-columns.ts';

/**
 * Throws where a source lacks columns that the schema needs, or has a header line where there should be none;
 * returns the columns that the schema does not know. `first` are the cells of the first row, if there is one.
 */
export function checkLayout(
  uri: string,
  schema: DatasetSchema,
  names: readonly string[],
  first: readonly unknown[] | undefined,
): string[] {
  requireColumns(uri, schema, names, 'training');
  refuseHiddenHeader(uri, schema, names, first);
  return names.filter((name) => !columnReaders(schema).has(name));
}

/** A header line in a file that should have none would otherwise end as one strange row in the quarantine. */
function refuseHiddenHeader(
  uri: string,
  schema: DatasetSchema,
  names: readonly string[],
  first: readonly unknown[] | undefined,
): void {
  if (schema.file.header || first === undefined) return;
  const same = first.filter((cell, at) => String(cell).trim() === names[at]).length;
  if (same * 2 > names.length) {
    throw new RampartError('source', {
      where: `${uri}, line 1`,
      expected: 'a row of data, since the schema says that this file has no header line',
      received: 'a header line',
      fix: 'Set `file: { header: true }` in the schema.',
    });
  }
}
