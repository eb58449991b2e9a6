import type { ColumnData, TypedTable } from '../../table.ts';
import { columnReaders } from '../columns/column-readers.ts';
import type { DatasetSchema } from '../dataset-schema.ts';
import { derivationOf } from './derivation.ts';
import { imputeInvalid } from '../columns/impute-invalid.ts';

/**
 * The schema's columns of a table with the derived ones computed, in the order of the schema; the table itself
 * where none are derived. An expression sees what a model would see: a value that the schema's policy takes for
 * missing is missing to it. Training and serving compute here, so that a row's value is the same in both.
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
      const reader = readers.get(name)!;
      const data = computed.get(name) ?? table.columns.get(name) ?? absent(table.rows, reader.numeric);
      seen.set(name, imputeInvalid(data, reader));
    }
    const values = expression.evaluate({ rows: table.rows, columns: seen });
    const { numeric } = readers.get(column.name)!;
    computed.set(column.name, numeric ? values : asTexts(values, expression.type === 'boolean'));
  }
  const columns = new Map<string, ColumnData>();
  for (const name of readers.keys()) {
    const data = computed.get(name) ?? table.columns.get(name);
    if (data !== undefined) columns.set(name, data);
  }
  return { rows: table.rows, columns };
}

function absent(rows: number, numeric: boolean): ColumnData {
  return numeric ? new Float64Array(rows).fill(Number.NaN) : new Array<null>(rows).fill(null);
}

/** Values of a column of texts; a flag is the word true or false, as a schema's values write it. */
function asTexts(values: ColumnData, flags: boolean): ColumnData {
  if (!(values instanceof Float64Array)) return values;
  const text = flags ? (value: number) => String(value === 1) : String;
  return Array.from(values, (value) => (Number.isNaN(value) ? null : text(value)));
}
