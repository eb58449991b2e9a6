import { type DatasetSchema, parseSchema, readSchema, targetOf } from '@rampart/core';
import { columnReaders, isMissing, onMissingOf, UNREADABLE } from '@rampart/core/internal';
import * as assert from 'uvu/assert';
import { inferSchema } from './infer-schema.ts';
import type { ColumnDefinition, InferenceOptions, RawTable } from './raw-table.ts';
import { schemaToYaml } from './schema-to-yaml.ts';

/** Cells that the schema would refuse, as "row, column: cell". */
export function refused(schema: DatasetSchema, rows: RawTable['rows']): string[] {
  const readers = [...columnReaders(schema).values()];
  return rows.flatMap((row, number) =>
    readers.flatMap((reader, index) => {
      const { column } = reader;
      const cell = reader.read(row[index]);
      const missing = cell !== UNREADABLE && isMissing(cell);
      const good = missing ? onMissingOf(column) === 'impute' : cell !== UNREADABLE && reader.allows(cell);
      return good || column.onInvalid === 'impute'
        ? []
        : [`row ${number}, ${column.name}: ${String(row[index])}`];
    }),
  );
}

/** Infers, checks what holds for every inferred schema, and returns the columns and doubts by name. */
export function infer(table: RawTable, options: Partial<InferenceOptions> = {}) {
  const { schema, doubts } = inferSchema(table, { name: 'x', ...options });
  const parsed = parseSchema(schema, 'inferred');
  assert.equal(refused(parsed, table.rows), []);
  assert.equal(readSchema(schemaToYaml(schema, doubts), 'yaml'), parsed);
  targetOf(parsed);
  const columns: Record<string, ColumnDefinition> = Object.fromEntries(
    schema.columns.map((column) => [column.name, column]),
  );
  const of = (name: string) =>
    doubts
      .filter(({ column }) => column === name)
      .map(({ doubt }) => doubt)
      .join('; ');
  return { schema: parsed, columns, doubts: of };
}

/** A table of generated columns. */
export function tableOf(rows: number, columns: Record<string, (row: number) => unknown>): RawTable {
  const makers = Object.values(columns);
  return {
    names: Object.keys(columns),
    rows: Array.from({ length: rows }, (_, row) => makers.map((make) => make(row))),
  };
}

/** A number in [0, 1) that looks random, the same for the same row. */
export const noise = (row: number, salt = 1) =>
  Math.abs((Math.sin(row * 12.9898 + salt * 78.233) * 43_758.5453) % 1);
/** A label that no column tells. */
export const label = (row: number) => (noise(row, 9) < 0.3 ? 'attack' : 'normal');
