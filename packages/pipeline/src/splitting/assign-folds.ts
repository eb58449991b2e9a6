import { type Problem, type Random, RampartError } from '@rampart/core';
import { countGroups, distributeGroups, type GroupCounts, type GroupedRows } from './distribute-groups.ts';

/**
 * The fold (0 … folds - 1) of each row for stratified cross-validation by groups: no group lies in two folds, each
 * fold has nearly its share of every class. Throws RampartError('data') when there are fewer groups, or fewer
 * rows of a class, than folds, or when one group holds all rows of a class.
 */
export function assignFolds({
  folds,
  random,
  ...grouped
}: GroupedRows & { readonly folds: number; readonly random: Random }): Int32Array {
  const counted = countGroups(grouped);
  const problems = foldProblems(counted, grouped.classes, folds);
  if (problems.length > 0) throw new RampartError('data', problems);
  const foldOf = distributeGroups(counted, Array<number>(folds).fill(1 / folds), random);
  return grouped.groups.map((group) => foldOf.get(group)!);
}

function foldProblems(counted: readonly GroupCounts[], classes: number, folds: number): Problem[] {
  const problems: Problem[] = [];
  if (counted.length < folds) {
    problems.push({
      where: 'the training rows',
      expected: `at least ${folds} groups of rows with different features for ${folds} folds`,
      received: String(counted.length),
      fix: 'Add rows, or lower `training.folds`.',
    });
  }
  for (let label = 0; label < classes; label++) {
    const holders = counted.filter(({ byClass }) => byClass[label]! > 0);
    const rows = holders.reduce((sum, { byClass }) => sum + byClass[label]!, 0);
    if (rows < folds || holders.length < 2) {
      problems.push({
        where: `class ${label}`,
        expected: `at least ${folds} training rows in at least 2 groups for ${folds} folds`,
        received: `${rows} in ${holders.length}`,
        fix: 'Add rows of this class, merge it into another in the schema, or lower `training.folds`.',
      });
    }
  }
  return problems;
}
