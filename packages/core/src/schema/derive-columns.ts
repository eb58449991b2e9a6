import type { ColumnData, TypedTable } from '../table.ts';
import type { Column } from './column.ts';
import { columnReaders } from './column-readers.ts';
import type { DatasetSchema } from './dataset-schema.ts';
import { derivationOf } from './derivation.ts';
import { imputeInvalid } from './impute-invalid.ts';

/**
 * A table with its derived columns computed, in the order of the schema; the table itself where there are none. An
 * expression sees what a model would see: a value that the schema's policy takes for missing is missing to it.
 * Training and serving compute here, so that a row's value is the same in both.
 */
export function deriveColumns(table: TypedTable, schema: DatasetSchema): TypedTable {
  const { derived } = derivationOf(schema);
  if (derived.length === 0) return table;
  const readers = columnReaders(schema);
  const seen = new Map<string, ColumnData>();
  const computed = new Map<string, ColumnData>();
  for (const { column, expression } of derived) {
    for (const name of expression.columns) {
      if (seen.has(name)) continue;
      const data = computed.get(name) ?? table.columns.get(name);
      seen.set(name, data === undefined ? absent(table.rows, readers.get(name)!.numeric) : imputeInvalid(data, readers.get(name)!));
    }
    const values = expression.evaluate({ rows: table.rows, columns: seen });
    computed.set(column.name, stored(values, expression.type === 'boolean', column, readers.get(column.name)!.numeric));
  }
  const names = new Set([...schema.columns.map(({ name }) => name), ...table.columns.keys()]);
  const columns = new Map<string, ColumnData>();
  for (const name of names) {
    const data = computed.get(name) ?? table.columns.get(name);
    if (data !== undefined) columns.set(name, data);
  }
  return { rows: table.rows, columns };
}

function absent(rows: number, numeric: boolean): ColumnData {
  return numeric ? new Float64Array(rows).fill(Number.NaN) : new Array<null>(rows).fill(null);
}

/** An expression's values as the column's type holds them. */
function stored(values: ColumnData, flags: boolean, column: Column, numeric: boolean): ColumnData {
  if (numeric || !(values instanceof Float64Array)) return values;
  const text = flags ? (value: number) => (value === 1 ? 'true' : 'false') : String;
  return Array.from(values, (value) => (Number.isNaN(value) ? null : text(value)));
}
