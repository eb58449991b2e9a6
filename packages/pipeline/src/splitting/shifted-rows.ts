import type { Cell, Config, DatasetSchema, TypedTable } from '@rampart/core';
import { columnOf, columnReaders } from '@rampart/core/internal';

/**
 * The rows that have a shifted holdout's property, rising. A missing value has no property. The settings have
 * been checked by `splitProblems`.
 */
export function shiftedRows(
  table: TypedTable,
  schema: DatasetSchema,
  { column, values, below, above }: Config['split']['shifted'][number],
): Uint32Array {
  const reader = columnReaders(schema).get(column)!;
  // The settings are written as files are: an ISO date is a time, "7" in a column of numbers a number.
  const wanted = values && new Set(values.map((value) => reader.read(value) as Cell));
  const low = above === undefined ? undefined : (reader.read(above) as number);
  const high = below === undefined ? undefined : (reader.read(below) as number);
  const has = (cell: Cell) =>
    wanted !== undefined
      ? wanted.has(cell)
      : low !== undefined
        ? (cell as number) > low
        : (cell as number) < high!;
  const data = columnOf(table, column);
  return Uint32Array.from(data.keys()).filter((row) => has(data[row]!));
}
