import { type Problem, type Random, RampartError } from '@rampart/core';
import { countGroups, distributeGroups, type GroupCounts, type GroupedRows } from './distribute-groups.ts';

/** Rows to be dealt out to folds. */
export interface FoldedRows extends GroupedRows {
  readonly folds: number;
  readonly random: Random;
  /** Names of the classes for messages; their numbers where left out. */
  readonly names?: readonly string[] | undefined;
  /** What rows weigh: one without weight stands for no class. */
  readonly weights?: ArrayLike<number> | undefined;
}

/**
 * The fold (0 … folds - 1) of each row for stratified cross-validation by groups: no group lies in two folds, each
 * fold has nearly its share of every class. Throws RampartError('data') when there are fewer groups, or fewer
 * rows with weight of a class, than folds, when one group holds all of a class, or when a fold is left without weight.
 */
export function assignFolds({ folds, random, names, weights, ...grouped }: FoldedRows): Int32Array {
  const counted = countGroups({ ...grouped, weights });
  const nameOf = (label: number) => names?.[label] ?? String(label);
  const problems = foldProblems(counted, { ...grouped, folds, weights, nameOf });
  if (problems.length > 0) throw new RampartError('data', problems);
  const foldOf = distributeGroups(counted, Array<number>(folds).fill(1 / folds), random);
  const fold = grouped.groups.map((group) => foldOf.get(group)!);
  if (weights !== undefined) requireWeightInFolds(fold, folds, weights);
  return fold;
}

interface FoldWishes extends GroupedRows {
  readonly folds: number;
  nameOf(label: number): string;
}

function foldProblems(
  counted: readonly GroupCounts[],
  { classes, folds, labels, weights, nameOf }: FoldWishes,
): Problem[] {
  const problems: Problem[] = [];
  if (counted.length < folds) {
    problems.push({
      where: 'the training rows',
      expected: `at least ${folds} groups of rows with different features for ${folds} folds`,
      received: String(counted.length),
      fix: 'Add rows with other features, lower `training.folds`, or divide rows with equal features with `split.by: row`.',
    });
  }
  const rowsOf = new Float64Array(classes);
  for (const label of labels) rowsOf[label]!++;
  const weighted = weights === undefined ? '' : ' with weight';
  for (let label = 0; label < classes; label++) {
    const holders = counted.filter(({ byClass }) => byClass[label]! > 0);
    const rows = holders.reduce((sum, { byClass }) => sum + byClass[label]!, 0);
    if (rows >= folds && holders.length >= 2) continue;
    const all = rowsOf[label] === rows ? '' : ` (of ${rowsOf[label]})`;
    problems.push({
      where: `class ${nameOf(label)}`,
      expected: `at least ${folds} training rows${weighted} in at least 2 groups for ${folds} folds`,
      received: `${rows}${all} in ${holders.length}`,
      fix:
        rows >= folds
          ? 'Rows with equal features, or of one group, stay together, so that all rows of this class would be in one fold. Add rows of this class with other features, add columns that tell its rows apart, or divide them with `split.by: row`.'
          : 'Add rows of this class, merge it into another in the schema, or lower `training.folds`.',
    });
  }
  return problems;
}

function requireWeightInFolds(fold: Int32Array, folds: number, weights: ArrayLike<number>): void {
  const totals = new Float64Array(folds);
  for (const [row, held] of fold.entries()) totals[held]! += weights[row]!;
  const empty = totals.filter((total) => !(total > 0)).length;
  if (empty === 0) return;
  throw new RampartError('data', {
    where: 'the weights of the training rows',
    expected: `rows with weight in each of the ${folds} folds`,
    received: `none in ${empty}`,
    fix: 'Give more rows a weight, or lower `training.folds`.',
  });
}
