/** One typed value: a number (NaN is missing) or a text (null is missing). Times are milliseconds since 1970, UTC. */
export type Cell = number | string | null;

/** One column of a typed table. Number columns use NaN for missing, text columns null. */
export type ColumnData = Float64Array | readonly (string | null)[];

/** A typed table, column by column; every column has `rows` entries. */
export interface TypedTable {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, ColumnData>;
}

/** The column of that name. Throws a TypeError where the table lacks it: the schema has already been checked. */
export function columnOf(table: TypedTable, name: string): ColumnData {
  const column = table.columns.get(name);
  if (column === undefined) throw new TypeError(`the table has no column \`${name}\``);
  return column;
}

/** A new table of the given rows, in the given order. */
export function takeRows(table: TypedTable, rows: ArrayLike<number>): TypedTable {
  const columns = new Map<string, ColumnData>();
  for (const [name, data] of table.columns) {
    columns.set(name, data instanceof Float64Array ? takeNumbers(data, rows) : takeTexts(data, rows));
  }
  return { rows: rows.length, columns };
}

// Float64Array.from and Array.from go through an iterator and a callback, which was most of the time of checking a large table.
function takeNumbers(data: Float64Array, rows: ArrayLike<number>): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) taken[at] = data[rows[at]!]!;
  return taken;
}

function takeTexts(data: readonly (string | null)[], rows: ArrayLike<number>): (string | null)[] {
  const taken = new Array<string | null>(rows.length);
  for (let at = 0; at < rows.length; at++) taken[at] = data[rows[at]!]!;
  return taken;
}

/** One row as a record of typed cells. */
export function recordAt(table: TypedTable, row: number): Record<string, Cell> {
  const record: Record<string, Cell> = {};
  for (const [name, data] of table.columns) record[name] = data[row]!;
  return record;
}

/** Whether a typed cell holds no value. */
export function isMissing(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || Number.isNaN(cell);
}

/** The rows of tables with the same columns, one table below the other. */
export function concatRows(first: TypedTable, ...more: readonly TypedTable[]): TypedTable {
  const rows = more.reduce((sum, table) => sum + table.rows, first.rows);
  const columns = new Map<string, ColumnData>();
  for (const [name, data] of first.columns) {
    const below = more.map((table) => columnOf(table, name));
    columns.set(
      name,
      data instanceof Float64Array
        ? concatNumbers([data, ...(below as Float64Array[])])
        : data.concat(...(below as (readonly (string | null)[])[])),
    );
  }
  return { rows, columns };
}

function concatNumbers(parts: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
