import {
  type Cell,
  columnOf,
  type DatasetSchema,
  featuresOf,
  type Random,
  type Target,
  type TypedTable,
} from '@rampart/core';
import { featureVectors, mergeGroups } from './group-rows.ts';
import { splitGroups } from './split-groups.ts';

/** Class number of every row; rows whose label no class has get the number after the last class. */
export function classNumbers(table: TypedTable, target: Target): Int32Array {
  return Int32Array.from<Cell>(
    columnOf(table, target.column),
    (cell) => target.classOf(cell) ?? target.classes.length,
  );
}

/**
 * Group of every row: rows with equal feature vectors belong together, and so do rows with the same value in a
 * column of role `group`. No split and no fold may divide a group.
 */
export function rowGroups(table: TypedTable, schema: DatasetSchema): Int32Array {
  const vectors = featureVectors(
    table,
    featuresOf(schema).map((column) => column.name),
  );
  return schema.columns
    .filter((column) => column.role === 'group')
    .reduce((groups, column) => mergeGroups(groups, featureVectors(table, [column.name])), vectors);
}

/** Marks the rows of the holdout with 1: about `fraction` of every class, whole groups, the same for the same seed. */
export function splitTable(
  table: TypedTable,
  schema: DatasetSchema,
  target: Target,
  fraction: number,
  random: Random,
): Uint8Array {
  return splitGroups({
    groups: rowGroups(table, schema),
    labels: classNumbers(table, target),
    classes: target.classes.length + 1,
    fraction,
    random,
  });
}
