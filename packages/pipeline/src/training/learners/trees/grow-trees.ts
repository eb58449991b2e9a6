import type { TreeSettings } from '@rampart/core/internal';
import type { GrownTree } from './grown-tree.ts';
import { leafValues } from './leaf-values.ts';
import { columnsDrawn, type PreparedTrees } from './prepare-trees.ts';

/** So that a leaf of no weight divides by something. */
const leastL2 = 1e-12;

/** The function that grows a next tree from the seed of its random draws; the logits in the kernel follow. */
export function growTrees(
  { kernel, columns, weight }: PreparedTrees,
  settings: TreeSettings,
): (seed: number) => GrownTree {
  const { depth, learningRate, subsample } = settings;
  const l2 = Math.max(settings.l2, leastL2);
  const count = columnsDrawn(columns.length, settings);
  const trained = kernel.targets.length;
  const rows = kernel.leaves.length;
  // Gradients are multiples of 1 / steps: no sum of them has more than 2^52.
  const steps = 2 ** (52 - Math.ceil(Math.log2(weight)));

  /** Where no row to learn from lacks a value of the column, one that is missing goes the way of most. */
  function sendMissing(): void {
    const outputs = kernel.values.length >> depth;
    for (let level = 0; level < depth; level++) {
      if (columns[kernel.tree[3 * level]!]!.missing) continue;
      let more = 0;
      for (let i = 0; i < kernel.values.length; i++) {
        const side = (Math.floor(i / outputs) >> level) & 1;
        more += side === 1 ? kernel.sums[2 * i + 1]! : -kernel.sums[2 * i + 1]!;
      }
      kernel.tree[3 * level + 2] = more > 0 ? 1 : 0;
      kernel.setSides(level);
    }
  }

  return (seed) => {
    kernel.findGradients(steps);
    const drawn = kernel.grow(seed, subsample, count, depth, l2);
    kernel.findLeaves(0, trained, depth);
    kernel.sumLeaves(depth);
    sendMissing();
    kernel.findLeaves(trained, rows, depth);
    leafValues({ sums: kernel.sums, learningRate, l2 }, kernel.values);
    kernel.addLeaves(0, rows);
    // A step of this length takes rate - rate² / 2 of what a whole one would, which is half the score.
    const scale = ((learningRate - learningRate ** 2 / 2) / 2) * (trained / drawn);
    return {
      levels: kernel.tree.slice(),
      leaves: kernel.values.slice(),
      gains: kernel.gains.map((gain) => Math.max(0, scale * gain)),
    };
  };
}
