import type { TreeEnsemble, TreeSettings } from '@rampart/core/internal';
import { outputUnits } from '../class-logits.ts';
import type { TableSize } from '../learner.ts';
import { mostCopies } from './copy-incomplete.ts';

// Measured on one core beside networks, whose multiplications and additions are the unit: trees wait for memory instead.

/** Of one addition to a histogram. */
const additionCost = 18;
/** Of a row in a tree, beside histograms: its gradients, its leaf and its logits. */
const rowTreeCost = 700;
/** Of the score of one split in one leaf. */
const scoreCost = 40;

/** Multiplications and additions that take as long as training such trees does, roughly. */
export function treesCost(
  { trees, depth, subsample, columnSample, borders, groupDropout }: TreeSettings,
  { encoding, classes, rows }: TableSize,
): number {
  const seen = rows * (groupDropout > 0 ? mostCopies(rows) : 1);
  // Of two leaves the smaller one alone is added up, which has some two fifths of the rows.
  const levels = Math.min(1 + 0.4 * (depth - 1), columnSample * depth);
  const additions = subsample * seen * encoding.length * levels;
  const splits = encoding.length * Math.min(borders, seen) * 2 ** depth * columnSample;
  const outputs = outputUnits(classes);
  return trees * outputs * (additionCost * additions + rowTreeCost * seen + scoreCost * splits);
}

/** Multiplications and additions that take as long as answering a row does, roughly. */
export function treesRowCost({ shape }: TreeEnsemble): number {
  return 3 * shape.trees.length + shape.splits.border.length;
}
