import { z } from 'zod';
import type { DeepReadonly } from '../../config/deep-freeze.ts';
import { whole } from '../../config/ranges.ts';
import { mostDepth } from './tree-ensemble.ts';

/** Ranges of what a member may say and a search may draw. */
export const treeRanges = {
  trees: whole.min(1).max(10_000),
  depth: whole.min(1).max(mostDepth),
  learningRate: z.number().gt(0).max(1),
  l2: z.number().min(0).max(1000),
  subsample: z.number().gt(0).max(1),
  columnSample: z.number().gt(0).max(1),
  borders: whole.min(1).max(254),
};

/** What the configuration says of boosted trees. */
export const treeMember = z.strictObject({
  trees: treeRanges.trees.default(600).describe('Trees of the ensemble'),
  depth: treeRanges.depth.default(6).describe('Levels of each tree; all nodes of a level share one split'),
  learningRate: treeRanges.learningRate
    .default(0.05)
    .describe('Share of what a tree has found that is added'),
  l2: treeRanges.l2
    .default(0.3)
    .describe(
      'How strongly leaf values are pulled to 0: it is added to the sum of p(1-p) over the rows of a leaf',
    ),
  subsample: treeRanges.subsample
    .default(0.8)
    .describe('Share of the rows that each tree chooses its splits by'),
  columnSample: treeRanges.columnSample
    .default(1)
    .describe('Share of the columns that each level of a tree chooses among'),
  borders: treeRanges.borders.default(254).describe('Borders that are tried in a column of numbers at most'),
  oneHot: whole
    .min(0)
    .max(254)
    .default(32)
    .describe(
      'Categories up to which a column is split one against the rest; one of more values is also given by how often each class goes with its value',
    ),
});
export type TreeMember = DeepReadonly<z.output<typeof treeMember>>;
