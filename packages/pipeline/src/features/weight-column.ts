import { columnOf, type DatasetSchema, type TypedTable } from '@rampart/core';

/** Weights of rows from the schema's weight column; undefined without one. */
export function weightColumn(table: TypedTable, schema: DatasetSchema): Float32Array | undefined {
  const weight = schema.columns.find((column) => column.role === 'weight');
  return weight && Float32Array.from(columnOf(table, weight.name) as Float64Array);
}
