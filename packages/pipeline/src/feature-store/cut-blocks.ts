import type { TypedTable } from '@rampart/core';
import { concatRows } from '@rampart/core/internal/tables';

/**
 * The same rows in tables of exactly `size` rows, the last one excepted. A table that has that size already is
 * handed on as it is; no table is looked at any more once the next one has been asked for.
 */
export async function* cutBlocks(
  tables: AsyncIterable<TypedTable>,
  size: number,
): AsyncGenerator<TypedTable, void, undefined> {
  let kept: TypedTable | undefined;
  for await (const table of tables) {
    let start = 0;
    while (table.rows - start + (kept?.rows ?? 0) >= size) {
      const end = start + size - (kept?.rows ?? 0);
      const rows = rowsBetween(table, start, end);
      yield kept === undefined ? rows : concatRows(kept, rows);
      kept = undefined;
      start = end;
    }
    if (start === table.rows) continue;
    const rest = rowsBetween(table, start, table.rows);
    // Joined, so copied; of one table alone, the numbers are still its own.
    kept = kept === undefined ? copied(rest) : concatRows(kept, rest);
  }
  if (kept !== undefined) yield kept;
}

function copied({ rows, columns }: TypedTable): TypedTable {
  return { rows, columns: new Map([...columns].map(([name, data]) => [name, data.slice()])) };
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
