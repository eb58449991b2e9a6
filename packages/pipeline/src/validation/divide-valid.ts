import { RampartError, type TypedTable } from '@rampart/core';
import { takeRows } from '@rampart/core/internal';
import type { SplitManifest } from '../splitting/split-manifest.ts';
import type { CheckedTable } from '../checking/check-table.ts';

/** The valid rows of each part; of the holdouts the one that decides comes first. */
export interface DividedRows {
  readonly train: TypedTable;
  readonly holdouts: readonly { readonly name: string; readonly table: TypedTable }[];
}

/**
 * Divides checked rows as the split says. `given` are the tables of their own to test on, in its order. Throws
 * RampartError('data') where a holdout is left without a row.
 */
export function divideValid(
  split: Pick<SplitManifest, 'holdouts'>,
  source: Pick<CheckedTable, 'table' | 'rows'>,
  given: readonly Pick<CheckedTable, 'table'>[],
): DividedRows {
  const tables = given.values();
  const taken = new Set<number>();
  const holdouts = split.holdouts.map(({ name, positions }) => {
    if (positions === null) return { name, table: tables.next().value!.table };
    const held = new Set(positions);
    for (const position of positions) taken.add(position);
    return { name, table: rowsWhere(source, (position) => held.has(position)) };
  });
  const empty = holdouts.filter(({ table }) => table.rows === 0);
  if (empty.length > 0) {
    throw new RampartError(
      'data',
      empty.map(({ name }) => ({
        where: nameOf(name),
        expected: 'at least one valid row',
        received: 'none',
      })),
    );
  }
  return { train: rowsWhere(source, (position) => !taken.has(position)), holdouts };
}

/** A holdout as messages call it. */
export function nameOf(holdout: string): string {
  return `the holdout \`${holdout}\``;
}

/**
 * Throws RampartError('data') where most of a holdout that is a part of the source was quarantined: a few bad rows of
 * a large table may be most of a small part of it. Up to half may be bad by chance.
 */
export function requireHoldoutRows(
  split: Pick<SplitManifest, 'holdouts'>,
  holdouts: DividedRows['holdouts'],
  maxQuarantined: number,
): void {
  const most = Math.max(0.5, maxQuarantined);
  const problems = split.holdouts.flatMap(({ name, positions }, at) => {
    const all = positions?.length ?? 0;
    const bad = all - holdouts[at]!.table.rows;
    if (positions === null || bad <= most * all) return [];
    return [
      {
        where: nameOf(name),
        expected: `at most ${100 * most} % of the rows to be invalid`,
        received: `${bad} of ${all} rows`,
        fix: 'Correct the rows or the schema; to go on without them, raise `validation.maxQuarantined`.',
      },
    ];
  });
  if (problems.length > 0) throw new RampartError('data', problems);
}

/** The valid rows whose position in the snapshot is wanted. */
function rowsWhere(
  { table, rows }: Pick<CheckedTable, 'table' | 'rows'>,
  wanted: (position: number) => boolean,
): TypedTable {
  return takeRows(
    table,
    Array.from(rows.keys()).filter((at) => wanted(rows[at]!)),
  );
}
