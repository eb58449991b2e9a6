import type { ColumnReader } from '../schema/columns/column-reader.ts';
import { quote } from '../errors.ts';
import type { MalformedRow } from './source.ts';
import type { QuarantinedRow, RowProblem } from './quarantine.ts';

/** The reason why a raw value cannot be typed. */
export function unreadableCell(reader: ColumnReader, raw: unknown): RowProblem {
  const { name, role } = reader.column;
  const rule = role === 'target' ? 'label' : 'unreadable';
  return { column: name, rule, expected: reader.expected, received: quote(raw) };
}

/** A row quarantined because it has no place in the table. */
export function malformedRow(
  uri: string,
  names: readonly string[],
  { line, cells, expected, received }: MalformedRow,
): QuarantinedRow {
  const problems: RowProblem[] = [{ column: null, rule: 'cells', expected, received }];
  return { source: uri, line, problems, cells: cellsByName(names, cells) };
}

/** Cells by column name; those beyond the last column are kept under their position. */
export function cellsByName(names: readonly string[], cells: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(cells.map((cell, at) => [names[at] ?? `cell ${at + 1}`, cell]));
}
