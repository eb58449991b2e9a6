import { concatRows, type TypedTable } from '@rampart/core';

/** The same rows in tables of exactly `size` rows, the last one excepted; a table that has that size already is handed on as it is. */
export async function* cutBlocks(
  tables: AsyncIterable<TypedTable>,
  size: number,
): AsyncGenerator<TypedTable, void, undefined> {
  let pieces: TypedTable[] = [];
  let rows = 0;
  for await (const table of tables) {
    for (let start = 0; start < table.rows; ) {
      const end = Math.min(table.rows, start + size - rows);
      pieces.push(rowsBetween(table, start, end));
      rows += end - start;
      start = end;
      if (rows < size) continue;
      yield joined(pieces);
      pieces = [];
      rows = 0;
    }
  }
  if (rows > 0) yield joined(pieces);
}

function joined([first, ...more]: readonly TypedTable[]): TypedTable {
  return more.length === 0 ? first! : concatRows(first!, ...more);
}

/** The rows from `start` up to but without `end`; numbers are not copied. */
export function rowsBetween(table: TypedTable, start: number, end: number): TypedTable {
  if (start === 0 && end === table.rows) return table;
  const columns = new Map(
    [...table.columns].map(([name, data]) => [
      name,
      data instanceof Float64Array ? data.subarray(start, end) : data.slice(start, end),
    ]),
  );
  return { rows: end - start, columns };
}
