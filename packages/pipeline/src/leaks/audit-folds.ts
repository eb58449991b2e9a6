import type { Random } from '@rampart/core';
import { countGroups, distributeGroups, type GroupedRows } from '../splitting/distribute-groups.ts';

/** Folds of every cross-validation of the audit. */
export const auditFolds = 5;

/**
 * The fold of each row, without dividing a group. Unlike the folds of a training it refuses nothing: a class with
 * too few rows is then absent from some fold.
 */
export function foldsOfGroups(grouped: GroupedRows, random: Random): Int32Array {
  const shares = Array<number>(auditFolds).fill(1 / auditFolds);
  const foldOf = distributeGroups(countGroups(grouped), shares, random);
  return grouped.groups.map((group) => foldOf.get(group)!);
}
