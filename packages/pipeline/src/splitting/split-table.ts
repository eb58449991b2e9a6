import {
  type Cell,
  type ColumnData,
  type Config,
  type DatasetSchema,
  type Random,
  RampartError,
  type Target,
  type TypedTable,
} from '@rampart/core';
import { counted, columnOf, featuresOf, isMissing, onMissingOf } from '@rampart/core/internal';
import { featureVectors, mergeGroups } from './group-rows.ts';
import { splitByKey } from './split-by-key.ts';
import { splitByTime } from './split-by-time.ts';
import { splitGroups } from './split-groups.ts';

/** Class number of every row; rows whose label no class has get the number after the last class. */
export function classNumbers(table: TypedTable, target: Target): Int32Array {
  return Int32Array.from<Cell>(
    columnOf(table, target.column),
    (cell) => target.classOf(cell) ?? target.classes.length,
  );
}

/**
 * The columns whose equal values the settings keep together, beside those of role `group`. A key is none of them:
 * equal vectors of different keys would link the keys, and the side of one would depend on the others.
 */
export function groupColumns({ by, column }: Config['split']): string[] {
  return column !== undefined && by === 'group' ? [column] : [];
}

/** The same of the folds in training; null where single rows are divided, whatever they hold. */
export function foldColumns(split: Config['split']): string[] | null {
  return split.by === 'row' ? null : groupColumns(split);
}

/**
 * Group of every row: rows with equal feature vectors belong together, and so do rows with the same value in a
 * column of role `group` or in one of `columns`. No fold may divide a group. Each row is one of its own where `columns` is
 * null.
 */
export function rowGroups(
  table: TypedTable,
  schema: DatasetSchema,
  columns: readonly string[] | null = [],
): Int32Array {
  if (columns === null) return Int32Array.from({ length: table.rows }, (_, row) => row);
  const vectors = featureVectors(
    table,
    featuresOf(schema).map((column) => column.name),
  );
  const roles = schema.columns.filter((column) => column.role === 'group').map((column) => column.name);
  return [...new Set([...roles, ...columns])].reduce(
    (groups, name) => mergeGroups(groups, featureVectors(table, [name])),
    vectors,
  );
}

/** What a split draws from. */
export interface SplitSeed {
  readonly seed: number;
  readonly random: Random;
}

/**
 * Marks the rows of the holdout with 1, the same for the same seed: about `split.holdout` of the rows and, where
 * neither time nor key decides, of every class. The settings have been checked by `splitProblems`. Throws
 * RampartError('data') where the rows do not allow the split.
 */
export function splitTable(
  table: TypedTable,
  schema: DatasetSchema,
  target: Target,
  split: Config['split'],
  { seed, random }: SplitSeed,
): Uint8Array {
  const { by, holdout: fraction, column } = split;
  const values = column === undefined ? undefined : presentColumn(table, schema, column);
  if (by === 'time') return splitByTime(values as Float64Array, fraction);
  if (by === 'key') return splitByKey(values!, fraction, seed);
  const groups = rowGroups(table, schema, foldColumns(split));
  if (by === 'group') requireGroups(groups, column!);
  return splitGroups({
    groups,
    labels: classNumbers(table, target),
    classes: target.classes.length + 1,
    fraction,
    random,
  });
}

function requireGroups(groups: Int32Array, column: string): void {
  if (groups.some((group) => group !== groups[0])) return;
  throw new RampartError('data', {
    where: `\`split.by: group\` with column \`${column}\``,
    expected: 'groups that share no feature vector with each other',
    received: 'rows that all hang together',
    fix: `Keep the values of \`${column}\` apart alone, with \`split.by: key\`: vectors may then lie on both sides.`,
  });
}

/**
 * A column that decides on which side a row lies. Throws RampartError('data') where rows lack a value and validation
 * would keep them all the same: nobody can say where they belong.
 */
export function presentColumn(table: TypedTable, schema: DatasetSchema, name: string): ColumnData {
  const column = schema.columns.find((one) => one.name === name)!;
  const data = columnOf(table, name);
  let missing = 0;
  for (const cell of data) if (isMissing(cell)) missing++;
  const rejected = column.role !== 'ignored' && onMissingOf(column) === 'reject';
  if (missing > 0 && !rejected) {
    throw new RampartError('data', {
      where: `column \`${name}\`, by which the table is split`,
      expected: 'a value in every row',
      received: `${missing} of ${counted(table.rows, 'row')} without one`,
      fix: 'Fill the values in, leave these rows out, or split by another column.',
    });
  }
  return data;
}
