import {
  type ColumnReader,
  columnReaders,
  type DatasetSchema,
  isMissing,
  onMissingOf,
  quote,
  recordAt,
  type Target,
  takeRows,
  type TypedTable,
} from '@rampart/core';
import type { QuarantinedRow, RowProblem } from './quarantine.ts';

/** Rows that keep to the schema, and those that do not, each with all its reasons. */
export interface CheckedTable {
  readonly table: TypedTable;
  /** Positions of the valid rows in the table that was checked. */
  readonly rows: Uint32Array;
  readonly quarantined: readonly QuarantinedRow[];
}

/**
 * Judges every cell of a typed table against its column: the domain, missing values where none may be, labels
 * that no class has. `origin` names each row's source and line for the reasons. Without a target
 * (`target: null`) rows are judged as requests are: by their features alone.
 */
export function checkTable(
  table: TypedTable,
  schema: DatasetSchema,
  target: Target | null,
  origin: (row: number) => { source: string; line: number },
): CheckedTable {
  const problems = new Map<number, RowProblem[]>();
  const columns = new Map(table.columns);
  for (const [name, reader] of columnReaders(schema)) {
    if (reader.column.role === 'ignored') continue;
    if (reader.column.role !== 'feature' && target === null) continue;
    columns.set(name, checkColumn(table, reader, target, problems));
  }
  const rows = Uint32Array.from({ length: table.rows - problems.size });
  for (let row = 0, at = 0; row < table.rows; row++) {
    if (!problems.has(row)) rows[at++] = row;
  }
  const quarantined = [...problems]
    .toSorted(([left], [right]) => left - right)
    .map(([row, reasons]) => ({ ...origin(row), problems: reasons, cells: recordAt(table, row) }));
  return { table: takeRows({ rows: table.rows, columns }, rows), rows, quarantined };
}

/** Adds one column's problems by row, and returns the column with values to be imputed set to missing. */
function checkColumn(
  table: TypedTable,
  reader: ColumnReader,
  target: Target | null,
  problems: Map<number, RowProblem[]>,
) {
  const { column } = reader;
  const data = table.columns.get(column.name)!;
  let imputed = data;
  const blame = (row: number, rule: RowProblem['rule'], expected: string, received: string) => {
    const reasons = problems.get(row) ?? [];
    problems.set(row, reasons);
    reasons.push({ column: column.name, rule, expected, received });
  };
  for (let row = 0; row < data.length; row++) {
    const cell = data[row]!;
    if (column.role === 'target') {
      if (target!.classOf(cell) === undefined) {
        blame(
          row,
          'label',
          `a label of the classes ${target!.classes.join(', ')}`,
          isMissing(cell) ? 'no label' : quote(cell),
        );
      }
    } else if (isMissing(cell)) {
      if (onMissingOf(column) === 'reject') blame(row, 'missing', reader.expected, 'no value');
    } else if (!reader.allows(cell)) {
      if (column.onInvalid === 'reject') {
        blame(row, 'domain', reader.expected, quote(cell));
        continue;
      }
      if (imputed === data) imputed = data.slice();
      if (imputed instanceof Float64Array) imputed[row] = Number.NaN;
      else (imputed as (string | null)[])[row] = null;
    }
  }
  return imputed;
}
