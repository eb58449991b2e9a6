import type { DatasetSchema, TypedTable } from '@rampart/core';
import { columnOf } from '@rampart/core/internal';

/** Weights of rows from the schema's weight column; undefined without one. */
export function weightColumn(table: TypedTable, schema: DatasetSchema): Float32Array | undefined {
  const weight = schema.columns.find((column) => column.role === 'weight');
  return weight && Float32Array.from(columnOf(table, weight.name) as Float64Array);
}
