import { type DatasetSchema, recordAt, type TypedTable } from '@rampart/core';
import { isMissing, recordColumns } from '@rampart/core/internal';

/** A record as a client sends it: the columns that one may hold, of the first row that lacks none of them, else of the first. */
export function exampleRecord(table: TypedTable, schema: DatasetSchema): Record<string, unknown> {
  const names = recordColumns(schema).flatMap(({ name }) => (table.columns.has(name) ? [name] : []));
  const whole = (row: number) => names.every((name) => !isMissing(table.columns.get(name)![row]!));
  const rows = Array.from({ length: Math.min(table.rows, mostTried) }, (_, row) => row);
  const record = recordAt(table, rows.find(whole) ?? 0);
  return Object.fromEntries(
    names.filter((name) => !isMissing(record[name]!)).map((name) => [name, record[name]]),
  );
}

const mostTried = 1000;
