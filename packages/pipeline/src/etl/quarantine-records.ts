import type { Json } from '@rampart/core';
import { digestOf, quote } from '@rampart/core/internal';
import type { SinkBatch, SinkColumn, SinkRecord } from '../rows/sink.ts';
import type { QuarantinedRow } from '@rampart/core/rows';

/** How quarantined rows are written: source, line, reasons, and what the row held. */
export const quarantineColumns: readonly SinkColumn[] = [
  { name: 'source', type: 'text' },
  { name: 'line', type: 'number' },
  { name: 'problems', type: 'json' },
  { name: 'cells', type: 'json' },
];

/** Quarantined rows as records; the same row with the same reasons has the same id, wherever the file lies. */
export function quarantineBatch(dataset: string, rows: readonly QuarantinedRow[]): SinkBatch {
  const records = rows.map((row): SinkRecord => {
    const cells = plain(row.cells);
    const problems = plain(row.problems);
    return {
      id: digestOf([dataset, row.line, problems, cells]),
      line: row.line,
      fields: { source: row.source, line: row.line, problems, cells },
    };
  });
  return { columns: quarantineColumns, records };
}

/** A valid row that a sink would not take, as a quarantined row. */
export function refusedRow(source: string, sink: string, record: SinkRecord, reason: string): QuarantinedRow {
  return {
    source,
    line: record.line ?? 0,
    problems: [{ column: null, rule: 'refused', expected: `a row that ${sink} takes`, received: reason }],
    cells: { ...record.fields },
  };
}

/** Any cell of any source as plain JSON: what JSON has no word for is kept as the text that stands for it. */
function plain(value: unknown): Json {
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object') return quote(value);
  // Values of the MongoDB driver and bytes know how they are written; their own fields say nothing.
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return 'toJSON' in value ? quote(value) : String(value as { toString(): string });
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}
