import type { ColumnReader } from '../schema/columns/column-reader.ts';

/** Where a source's rows hold a column; -1 where they lack it, or where it is derived, whatever they hold under its name. */
export function positionOf({ column }: ColumnReader, names: readonly string[]): number {
  return column.derive === undefined ? names.indexOf(column.name) : -1;
}
