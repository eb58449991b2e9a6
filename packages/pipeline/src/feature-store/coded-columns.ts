import type { Column, DatasetSchema } from '@rampart/core';
import { columnReaders } from '@rampart/core/internal/tables';

/**
 * The columns that can hold nothing but small integers once they have been checked. They are written as bytes, an
 * eighth of a float64's, in every part alike, so that other tools can read the parts as one table.
 */
export function codedColumns(schema: DatasetSchema): ReadonlySet<string> {
  const coded = [...columnReaders(schema).values()].filter(
    ({ column, numeric }) => numeric && column.role !== 'ignored' && isClosed(column),
  );
  return new Set(coded.map(({ column }) => column.name));
}

function isClosed({ values, derive, onUnseen }: Column): boolean {
  if (values === undefined || derive !== undefined || onUnseen === 'other') return false;
  return values.every((value) => Number.isInteger(value) && Math.abs(Number(value)) <= 127);
}
