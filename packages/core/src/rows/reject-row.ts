import { plainJson } from './plain-json.ts';
import { type ColumnReader, received } from '../schema/columns/column-reader.ts';
import type { MalformedRow } from './source.ts';
import type { QuarantinedRow, RowProblem } from './quarantine.ts';

/** The reason why a raw value cannot be typed. */
export function unreadableCell(reader: ColumnReader, raw: unknown): RowProblem {
  const { name, role } = reader.column;
  const rule = role === 'target' ? 'label' : 'unreadable';
  return { column: name, rule, expected: reader.expected, received: received(reader, raw) };
}

/** The reason why a number cannot identify a row. */
export function roundedKey({ column }: ColumnReader, raw: number): RowProblem {
  return {
    column: column.name,
    rule: 'unreadable',
    expected: 'a key that is held exactly: an integer beyond 2^53 as a 64-bit integer or as a text',
    received: `the double ${raw}`,
  };
}

/** A row quarantined because it has no place in the table. */
export function malformedRow(
  uri: string,
  names: readonly string[],
  { line, cells, rule = 'cells', expected, received }: MalformedRow,
): QuarantinedRow {
  const problems: RowProblem[] = [{ column: null, rule, expected, received }];
  return { source: uri, line, problems, cells: cellsByName(names, cells) };
}

/** Cells by column name, as JSON has them; those beyond the last column are kept under their position. */
export function cellsByName(names: readonly string[], cells: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(cells.map((cell, at) => [names[at] ?? `cell ${at + 1}`, plainJson(cell)]));
}
