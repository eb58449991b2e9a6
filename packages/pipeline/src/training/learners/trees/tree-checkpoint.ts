import { z } from 'zod';
import type { Checkpoint } from '../array-file.ts';
import { epochRecord } from '../epoch-record.ts';
import type { EpochRecord } from '../learner.ts';
import type { GrownTree } from './grown-tree.ts';

/** The number of trees with the lowest loss of the watched rows. */
export interface BestTrees {
  readonly trees: number;
  readonly loss: number;
}

/** All that a training needs to go on after a tree as if it had never stopped. */
export interface TreeState {
  readonly trees: readonly GrownTree[];
  readonly history: readonly EpochRecord[];
  /** undefined where no rows are watched, and before any tree. */
  readonly best?: BestTrees | undefined;
}

const facts = z.object({
  count: z.int().nonnegative(),
  history: z.array(epochRecord),
  best: z.object({ trees: z.int(), loss: z.number() }).nullable(),
});

/** Trees that all have these sizes. */
export interface TreeSizes {
  readonly depth: number;
  readonly outputs: number;
}

/** Writes the state in the place of the one before it. */
export async function writeTreeState(
  checkpoint: Checkpoint,
  { trees, history, best }: TreeState,
): Promise<void> {
  const joined = (part: keyof GrownTree) => {
    const length = trees[0]?.[part].length ?? 0;
    const all = new Float64Array(trees.length * length);
    for (const [at, tree] of trees.entries()) all.set(tree[part], at * length);
    return all;
  };
  await checkpoint.write({
    data: { count: trees.length, history, best: best ?? null },
    arrays: [joined('levels'), joined('leaves'), joined('gains')],
  });
}

/** The last state; undefined where there is none, or none of such trees. */
export async function readTreeState(
  checkpoint: Checkpoint,
  { depth, outputs }: TreeSizes,
): Promise<TreeState | undefined> {
  const file = await checkpoint.read();
  const parsed = facts.safeParse(file?.data);
  const [levels, leaves, gains] = file?.arrays ?? [];
  if (!parsed.success || levels === undefined || leaves === undefined || gains === undefined)
    return undefined;
  const { count, history, best } = parsed.data;
  const each = outputs * 2 ** depth;
  if (
    levels.length !== 3 * depth * count ||
    gains.length !== depth * count ||
    leaves.length !== each * count
  ) {
    return undefined;
  }
  const part = (array: Float64Array, tree: number, length: number) =>
    array.slice(tree * length, (tree + 1) * length);
  const trees = Array.from({ length: count }, (_, tree) => ({
    levels: Int32Array.from(part(levels, tree, 3 * depth)),
    leaves: part(leaves, tree, each),
    gains: part(gains, tree, depth),
  }));
  return { trees, history, ...(best && { best }) };
}
