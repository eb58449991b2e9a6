import { classificationMetrics, type Target, type TypedTable } from '@rampart/core';
import { columnOf } from '@rampart/core/internal';
import { z } from 'zod';
import { auditFolds } from './audit-folds.ts';
import { columnCodes } from './column-codes.ts';
import { askTree, growTree } from './decision-tree.ts';

const quickScore = z.object({
  accuracy: z.number(),
  f1: z.number().nullable(),
  rocAuc: z.number().nullable(),
});

/** One quick model cross-validated under two splits, and what the first is too good by. */
export const splitComparison = z.object({
  model: z.literal('decision tree'),
  folds: z.number(),
  /** Rows divided at random, as most publications do: equal vectors lie on both sides. */
  random: quickScore,
  /** Groups of rows kept whole. */
  leakFree: quickScore,
  /** Accuracy under the first less that under the second. */
  difference: z.number(),
});
export type SplitComparison = z.infer<typeof splitComparison>;

/** Values of a feature that the tree tells apart. */
const mostCodes = 64;

/** Scores the quick model under both assignments of rows to folds. */
export function compareSplits(
  table: TypedTable,
  features: readonly string[],
  labels: Int32Array,
  { classes, positive }: Target,
  folds: { readonly random: Int32Array; readonly leakFree: Int32Array },
): SplitComparison {
  const columns = features.map((name) => columnCodes(columnOf(table, name), mostCodes));
  const score = (foldOf: Int32Array) => {
    const probabilities = new Float64Array(table.rows * classes.length);
    for (let fold = 0; fold < auditFolds; fold++) {
      const rows = Uint32Array.from(foldOf.keys());
      const tree = growTree(
        columns,
        labels,
        classes.length,
        rows.filter((row) => foldOf[row] !== fold),
      );
      for (const row of rows.filter((one) => foldOf[one] === fold)) {
        probabilities.set(askTree(tree, columns, row), row * classes.length);
      }
    }
    const answers = { labels, probabilities, classes: classes.length, positive };
    const { accuracy, f1, rocAuc } = classificationMetrics(answers, 0.5);
    return { accuracy: accuracy!, f1, rocAuc };
  };
  const [random, leakFree] = [score(folds.random), score(folds.leakFree)];
  return {
    model: 'decision tree',
    folds: auditFolds,
    random,
    leakFree,
    difference: random.accuracy - leakFree.accuracy,
  };
}
