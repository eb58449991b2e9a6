import type { TreeSettings } from '@rampart/core/internal';
import type { GrownTree } from './grown-tree.ts';
import { leafValues } from './leaf-values.ts';
import type { MonotoneLevel } from './monotone-leaves.ts';
import type { PreparedTrees } from './prepare-trees.ts';

/** So that a leaf of no weight divides by something. */
const leastL2 = 1e-12;

/** Trees that are grown one after another in a kernel; the logits of its rows follow. */
export interface Growing {
  /** The next tree, from the seed of its random draws. */
  grow(seed: number): GrownTree;
  /** Takes a tree that has been grown before. */
  add(tree: GrownTree): void;
}

/** Grows trees for prepared rows. */
export function growTrees(
  { kernel, columns, drawn: count }: PreparedTrees,
  { depth, learningRate, subsample, l2: pull }: TreeSettings,
): Growing {
  const l2 = Math.max(pull, leastL2);
  const trained = kernel.targets.length;
  const rows = kernel.leaves.length;
  const outputs = kernel.values.length >> depth;
  const levels = Array.from({ length: depth }, (_, level) => level);
  const columnOf = (level: number) => columns[kernel.tree[3 * level]!]!;
  const weight = kernel.weights.reduce((sum, one) => sum + one, 0);
  // Gradients are multiples of 1 / steps: no sum of them has more than 2^52.
  const steps = 2 ** (52 - Math.ceil(Math.log2(weight)));

  /** Where no row to learn from lacks a value of the column, one that is missing goes the way of most. */
  function sendMissing(): void {
    for (const level of levels) {
      if (columnOf(level).missing) continue;
      let more = 0;
      for (let i = 0; i < kernel.values.length; i++) {
        const side = (Math.floor(i / outputs) >> level) & 1;
        more += side === 1 ? kernel.sums[2 * i + 1]! : -kernel.sums[2 * i + 1]!;
      }
      kernel.tree[3 * level + 2] = more > 0 ? 1 : 0;
      kernel.setSides(level);
    }
  }

  const monotoneLevels = () =>
    levels.flatMap((level): MonotoneLevel[] => {
      const direction = columnOf(level).monotone;
      return direction === 0 ? [] : [{ level, direction }];
    });

  return {
    grow(seed) {
      kernel.findGradients(steps);
      const drawn = kernel.grow(seed, subsample, count, depth, l2);
      kernel.findLeaves(0, trained, depth);
      kernel.sumLeaves(depth);
      sendMissing();
      kernel.findLeaves(trained, rows, depth);
      leafValues({ sums: kernel.sums, learningRate, l2, monotone: monotoneLevels() }, kernel.values);
      kernel.addLeaves(0, rows);
      // A whole step takes half of the score off the loss, one of this length 2 · rate - rate² of that.
      const scale = (learningRate - learningRate ** 2 / 2) * (trained / drawn);
      return {
        levels: kernel.tree.slice(),
        leaves: kernel.values.slice(),
        gains: kernel.gains.map((gain) => Math.max(0, scale * gain)),
      };
    },

    add(tree) {
      kernel.tree.set(tree.levels);
      for (const level of levels) kernel.setSides(level);
      kernel.findLeaves(0, rows, depth);
      kernel.values.set(tree.leaves);
      kernel.addLeaves(0, rows);
    },
  };
}
