import type { Cell, DatasetSchema, Target, TypedTable } from '@rampart/core';
import type { ColumnReader } from '@rampart/core/internal';
import {
  absentGroups,
  columnReaders,
  featureGroupsOf,
  hasUngrouped,
  imputeInvalid,
  isMissing,
  judgeRules,
  listed,
  onInvalidOf,
  onMissingOf,
  quote,
  recordAt,
  recordColumns,
  takeRows,
} from '@rampart/core/internal/tables';
import { doubtfulRows } from './doubtful-rows.ts';
import type { QuarantinedRow, RowProblem } from '@rampart/core/rows';

/** Rows that break a rule which only warns. */
export interface BrokenRule {
  readonly rule: string;
  readonly rows: number;
}

/** Rows that keep to the schema, and those that do not, each with all its reasons. */
export interface CheckedTable {
  readonly table: TypedTable;
  /** Positions of the valid rows in the table that was checked. */
  readonly rows: Uint32Array;
  readonly quarantined: readonly QuarantinedRow[];
  /** Rules with `onFail: warn` and how many of the valid rows break each. */
  readonly brokenRules: readonly BrokenRule[];
}

/**
 * Judges every cell of a typed table against its column (the domain, missing values where none may be, labels that
 * no class has) and every row against the rules between columns. `origin` names each row's source and line for the
 * reasons. Without a target (`target: null`) rows are judged as requests are: by what a record holds. A row may lack a
 * feature group as a whole, but not all that a record may hold.
 */
export function checkTable(
  table: TypedTable,
  schema: DatasetSchema,
  target: Target | null,
  origin: (row: number) => { source: string; line: number },
): CheckedTable {
  const problems = new Map<number, RowProblem[]>();
  const blame = (row: number, problem: RowProblem) => {
    const reasons = problems.get(row);
    if (reasons === undefined) problems.set(row, [problem]);
    else reasons.push(problem);
  };
  const columns = new Map(table.columns);
  const inRecord = new Set(recordColumns(schema).map(({ name }) => name));
  const absent = absentGroups(table, schema);
  const absentRows = new Map(
    featureGroupsOf(schema).flatMap(({ name, features, columns: members }) =>
      [...features, ...members].map((column) => [column, absent.get(name)] as const),
    ),
  );
  for (const row of emptyRows(absent, schema)) blame(row, nothingGiven(schema));
  for (const [name, reader] of columnReaders(schema)) {
    const { role } = reader.column;
    // An ignored column that a feature is derived from decides as a feature does.
    if (role === 'ignored' && !inRecord.has(name)) continue;
    if (role !== 'feature' && target === null && !inRecord.has(name)) continue;
    checkColumn(table, reader, { target, absent: absentRows.get(name) }, blame);
    if (role !== 'target') columns.set(name, imputeInvalid(table.columns.get(name)!, reader));
  }
  const imputed = { rows: table.rows, columns };
  const warned = checkRules(imputed, schema, target, problems, blame);

  const rows = new Uint32Array(table.rows - problems.size);
  for (let row = 0, at = 0; row < table.rows; row++) {
    if (problems.size === 0 || !problems.has(row)) rows[at++] = row;
  }
  const quarantined = [...problems]
    .toSorted(([left], [right]) => left - right)
    .map(([row, reasons]) => ({ ...origin(row), problems: reasons, cells: recordAt(table, row) }));
  const brokenRules = warned.map(({ rule, broken }) => ({
    rule: rule.name,
    rows: broken.filter((row) => !problems.has(row)).length,
  }));
  return { table: problems.size === 0 ? imputed : takeRows(imputed, rows), rows, quarantined, brokenRules };
}

/** The rows that lack every group, where all that a record may hold is in one. */
function emptyRows(absent: ReadonlyMap<string, Uint8Array>, schema: DatasetSchema): number[] {
  const groups = featureGroupsOf(schema);
  if (groups.length === 0 || absent.size < groups.length || hasUngrouped(schema)) return [];
  const [first, ...others] = [...absent.values()];
  return Array.from(first!.keys()).filter(
    (row) => first![row] === 1 && others.every((rows) => rows[row] === 1),
  );
}

function nothingGiven(schema: DatasetSchema): RowProblem {
  const names = featureGroupsOf(schema).map(({ name }) => name);
  const expected = `the columns of at least one feature group (${listed(names)})`;
  return { column: null, rule: 'missing', expected, received: 'a value for none' };
}

/** Tells each row of a column that is at fault; `absent` marks rows without the column's feature group. */
function checkColumn(
  table: TypedTable,
  { column, expected, allows }: ColumnReader,
  { target, absent }: { readonly target: Target | null; readonly absent: Uint8Array | undefined },
  blame: (row: number, problem: RowProblem) => void,
): void {
  const data = table.columns.get(column.name)!;
  const tell = (row: number, rule: RowProblem['rule'], wanted: string, received: string) =>
    blame(row, { column: column.name, rule, expected: wanted, received });
  const isTarget = column.role === 'target';
  const next = doubtfulRows(
    data,
    isTarget ? (cell) => target!.classOf(cell) !== undefined : allows,
    !isTarget && onMissingOf(column) !== 'reject',
  );
  for (let row = next(0); row < data.length; row = next(row + 1)) {
    const cell = data[row]!;
    if (column.role === 'target') {
      if (target!.classOf(cell) === undefined) {
        const classes = `a label of the classes ${target!.classes.join(', ')}`;
        tell(row, 'label', classes, isMissing(cell) ? 'no label' : quote(cell));
      }
    } else if (isMissing(cell)) {
      if (onMissingOf(column) === 'reject' && absent?.[row] !== 1) tell(row, 'missing', expected, 'no value');
    } else if ((onInvalidOf(column) === 'reject' || onMissingOf(column) === 'reject') && !allows(cell)) {
      // What may not be missing cannot be taken for missing either.
      tell(row, 'domain', expected, quote(cell));
    }
  }
}

/** Tells each row that breaks a rule which rejects; returns the rules that only warn. */
function checkRules(
  table: TypedTable,
  schema: DatasetSchema,
  target: Target | null,
  problems: ReadonlyMap<number, readonly RowProblem[]>,
  blame: (row: number, problem: RowProblem) => void,
) {
  const judged = judgeRules(table, schema, target === null ? 'serving' : 'training');
  for (const { rule, columns, broken } of judged) {
    if (rule.onFail !== 'reject') continue;
    for (const row of broken) {
      // A rule about a value that is itself at fault adds nothing.
      if (problems.get(row)?.some(({ column }) => column !== null && columns.includes(column))) continue;
      blame(row, {
        column: null,
        rule: 'rule',
        expected: `rule \`${rule.name}\` (${rule.expression}) to be true`,
        received: columns.map((name) => `${name} ${told(table.columns.get(name)![row]!)}`).join(', '),
      });
    }
  }
  return judged.filter(({ rule }) => rule.onFail === 'warn');
}

function told(cell: Cell): string {
  return isMissing(cell) ? 'missing' : quote(cell);
}
