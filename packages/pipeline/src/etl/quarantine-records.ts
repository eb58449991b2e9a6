import { digestOf, plainJson } from '@rampart/core/internal/tables';
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
    const cells = plainJson(row.cells);
    const problems = plainJson(row.problems);
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
