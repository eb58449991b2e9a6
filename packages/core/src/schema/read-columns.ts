import type { Problem } from '../errors.ts';
import { type Cell, type ColumnData, columnOf, isMissing, type TypedTable } from '../table.ts';
import { type Column, onInvalidOf, onMissingOf } from './columns/column.ts';
import { type ColumnReader, UNREADABLE } from './columns/column-reader.ts';
import { columnReaders } from './columns/column-readers.ts';
import type { DatasetSchema } from './dataset-schema.ts';
import { recordColumns } from './derived/derivation.ts';
import { deriveColumns } from './derived/derive-columns.ts';
import { featuresOf } from './features-of.ts';
import { absentGroups } from './groups/feature-groups-of.ts';
import { timeOfNanoseconds } from './columns/parse-time.ts';
import { missingInteger, type RawTable } from './raw-table.ts';
import { readRecord } from './read-record.ts';
import { judgeRules } from './rules/judge-rules.ts';

/** Columns of features, and for each row with faults all that is wrong about it; a faulty cell is missing. */
export interface ReadColumns {
  readonly table: TypedTable;
  readonly problems: ReadonlyMap<number, readonly Problem[]>;
}

/** The cells of a column that is being read. */
type OpenColumn = Float64Array | (string | null)[];

/**
 * Reads columns as `readRecord` reads records, to the same rows and problems: column by column where nothing is out of
 * the ordinary, and row by row where something is.
 */
export function readColumns(schema: DatasetSchema, raw: RawTable): ReadColumns {
  const readers = columnReaders(schema);
  const doubtful = new Uint8Array(raw.rows);
  if ([...raw.columns.keys()].some((name) => !readers.has(name))) doubtful.fill(1);
  const cells = new Map<string, OpenColumn>();
  for (const { name } of recordColumns(schema)) {
    cells.set(name, readColumn(readers.get(name)!, raw.columns.get(name), doubtful));
  }
  for (const rows of absentGroups({ rows: raw.rows, columns: cells }, schema).values()) {
    for (let row = 0; row < raw.rows; row++) if (rows[row] === 1) doubtful[row] = 1;
  }
  const columns = derivedFeatures(schema, { rows: raw.rows, columns: cells }, doubtful);
  const problems = new Map<number, readonly Problem[]>();
  for (let row = 0; row < raw.rows; row++) {
    if (doubtful[row] === 0) continue;
    const read = readRecord(schema, recordOf(schema, raw, row));
    for (const [name, column] of columns) column[row] = read.row[name]!;
    if (read.problems.length > 0) problems.set(row, read.problems);
  }
  return { table: { rows: raw.rows, columns: columns as ReadonlyMap<string, ColumnData> }, problems };
}

/** One column's typed cells; rows whose cell the schema may object to become doubtful. */
function readColumn(
  reader: ColumnReader,
  raw: ArrayLike<unknown> | undefined,
  doubtful: Uint8Array,
): OpenColumn {
  const { column } = reader;
  const rows = doubtful.length;
  const cells = emptyColumn(reader, rows);
  const absence = column.optional ? 0 : 1;
  const rejectsMissing = onMissingOf(column) === 'reject' ? 1 : 0;
  const rejectsInvalid = onInvalidOf(column) === 'reject' ? 1 : rejectsMissing;
  for (let row = 0; row < rows; row++) {
    const value = raw === undefined ? undefined : rawCell(raw, row, column);
    if (value === undefined) {
      doubtful[row]! |= absence;
      continue;
    }
    const cell = reader.read(value);
    if (cell !== UNREADABLE && isMissing(cell)) doubtful[row]! |= rejectsMissing;
    else if (cell === UNREADABLE || !reader.allows(cell)) doubtful[row]! |= rejectsInvalid;
    else cells[row] = cell;
  }
  return cells;
}

/** The features of a table, derived ones computed and judged; rows that a rule or a policy may refuse become doubtful. */
function derivedFeatures(
  schema: DatasetSchema,
  table: TypedTable,
  doubtful: Uint8Array,
): Map<string, OpenColumn> {
  const readers = columnReaders(schema);
  const derived = deriveColumns(table, schema);
  for (const { rule, broken } of judgeRules(derived, schema, 'serving')) {
    if (rule.onFail === 'reject') for (const row of broken) doubtful[row] = 1;
  }
  return new Map(
    featuresOf(schema).map(({ name, derive }) => {
      const data = columnOf(derived, name);
      if (derive === undefined) return [name, data as OpenColumn];
      return [name, judgedColumn(readers.get(name)!, data, doubtful)];
    }),
  );
}

function judgedColumn(reader: ColumnReader, data: ColumnData, doubtful: Uint8Array): OpenColumn {
  const { column } = reader;
  const cells = emptyColumn(reader, data.length);
  const rejectsMissing = onMissingOf(column) === 'reject' ? 1 : 0;
  const rejectsInvalid = onInvalidOf(column) === 'reject' ? 1 : rejectsMissing;
  for (let row = 0; row < data.length; row++) {
    const cell = data[row]!;
    if (isMissing(cell)) doubtful[row]! |= rejectsMissing;
    else if (!reader.allows(cell)) doubtful[row]! |= rejectsInvalid;
    else cells[row] = cell;
  }
  return cells;
}

function emptyColumn(
  { numeric }: ColumnReader,
  rows: number,
): { length: number; [row: number]: Cell } & OpenColumn {
  return numeric ? new Float64Array(rows).fill(Number.NaN) : new Array<string | null>(rows).fill(null);
}

/** A cell as a record would bring it. */
function rawCell(raw: ArrayLike<unknown>, row: number, { kind }: Column): unknown {
  const value = raw[row];
  if (!(raw instanceof BigInt64Array)) return value;
  if (value === missingInteger) return null;
  return kind === 'time' ? timeOfNanoseconds(value as bigint) : value;
}

function recordOf(schema: DatasetSchema, raw: RawTable, row: number): Record<string, unknown> {
  const readers = columnReaders(schema);
  return Object.fromEntries(
    [...raw.columns].map(([name, column]) => {
      const known = readers.get(name)?.column;
      return [name, known === undefined ? column[row] : rawCell(column, row, known)];
    }),
  );
}
