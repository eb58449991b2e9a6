import type { DatasetSchema, TypedTable } from '@rampart/core';
import { columnOf } from '@rampart/core/internal';

/** The name of the schema's weight column. */
export function weightName(schema: DatasetSchema): string | undefined {
  return schema.columns.find((column) => column.role === 'weight')?.name;
}

/** Weights of rows from the schema's weight column; undefined without one. */
export function weightColumn(table: TypedTable, schema: DatasetSchema): Float32Array | undefined {
  const name = weightName(schema);
  return name === undefined ? undefined : Float32Array.from(columnOf(table, name) as Float64Array);
}
