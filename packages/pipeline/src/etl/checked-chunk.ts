import type { DatasetSchema, Target, TypedTable } from '@rampart/core';
import { columnOf, isMissing, recordAt, takeRows, targetOf } from '@rampart/core/internal/tables';
import { type QuarantinedRow, takeExact, type TypedChunk } from '@rampart/core/rows';
import { checkTable } from '../checking/check-table.ts';
import { RowNumbers } from '../rows/row-numbers.ts';

/** A chunk after validation: `table` holds the valid rows alone, `rejected` every quarantined row, by their lines. */
export interface CheckedChunk extends TypedChunk {
  /** Number of each row of the table in its source, from 1. */
  readonly numbers: Float64Array;
  /** Ids of the rows, where they have been made already. */
  readonly ids?: readonly string[] | undefined;
}

/** Judges chunk after chunk of one source against its schema. A row without a value in a `key` column is quarantined. */
export function chunkChecker(
  uri: string,
  schema: DatasetSchema,
  key: readonly string[],
): (chunk: TypedChunk) => CheckedChunk {
  const target = hasTarget(schema) ? targetOf(schema) : null;
  const counted = new RowNumbers();
  return (chunk) => {
    const numbers = counted.next(
      chunk.lines,
      chunk.rejected.map(({ line }) => line),
    );
    const checked = check(chunk, uri, schema, target);
    // Most chunks of a large table are like this, and go through as they are.
    if (key.length === 0 && checked.quarantined.length === 0)
      return { ...chunk, table: checked.table, numbers };
    const valid = withKey(checked.table, key);
    const rows = valid.rows.map((row) => checked.rows[row]!);
    const keyless = valid.keyless.map(
      ({ row, column }): QuarantinedRow => ({
        source: uri,
        line: chunk.lines[checked.rows[row]!]!,
        problems: [
          {
            column,
            rule: 'missing',
            expected: 'a value, since the column is a part of the key',
            received: 'no value',
          },
        ],
        cells: recordAt(checked.table, row),
      }),
    );
    return {
      ...chunk,
      table: valid.rows.length === checked.table.rows ? checked.table : takeRows(checked.table, valid.rows),
      lines: Float64Array.from(rows, (row) => chunk.lines[row]!),
      numbers: Float64Array.from(rows, (row) => numbers[row]!),
      exact: takeExact(chunk.exact, rows),
      rejected: [...chunk.rejected, ...checked.quarantined, ...keyless].toSorted(
        (left, right) => left.line - right.line,
      ),
    };
  };
}

function check({ table, lines }: TypedChunk, source: string, schema: DatasetSchema, target: Target | null) {
  return checkTable(table, schema, target, (row) => ({ source, line: lines[row]! }));
}

function hasTarget(schema: DatasetSchema): boolean {
  return schema.columns.some(({ role }) => role === 'target');
}

/** Rows with all of their key, and the others with the first column that they lack. */
function withKey(table: TypedTable, key: readonly string[]) {
  const columns = key.map((name) => ({ name, data: columnOf(table, name) }));
  const rows: number[] = [];
  const keyless: { readonly row: number; readonly column: string }[] = [];
  for (let row = 0; row < table.rows; row++) {
    const absent = columns.find(({ data }) => isMissing(data[row]));
    if (absent === undefined) rows.push(row);
    else keyless.push({ row, column: absent.name });
  }
  return { rows, keyless };
}
