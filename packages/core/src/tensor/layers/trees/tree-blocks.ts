import { treeCount, type TreeShape } from '../../../families/trees/tree-ensemble.ts';

/** Splits of one kind that a block uses: those by a border, or those by equality. */
export interface BlockSplits {
  readonly equals: boolean;
  /** Of each split. */
  readonly column: Int32Array;
  readonly border: Float32Array;
  readonly missing: Float32Array;
  /**
   * [splits × trees of the block], row-major: what the side 1 of a split adds to the number of a tree's leaf, the sum of
   * 2^d over the levels d that ask it.
   */
  readonly adds: () => Float32Array;
}

/** Trees that are computed together, and the splits that they use. */
export interface TreeBlock {
  /** Their place in the ensemble. */
  readonly first: number;
  readonly trees: number;
  readonly splits: readonly BlockSplits[];
}

/** Their sides are multiplied with every tree of the block: more would cost more than they spare. */
const mostSplits = 256;
const mostTrees = 1024;

/** Cuts an ensemble into blocks of few different splits. */
export function treeBlocks(shape: TreeShape): TreeBlock[] {
  const { trees, depth } = shape;
  const count = treeCount(shape);
  const blocks: TreeBlock[] = [];
  for (let first = 0, tree = 0; first < count; first = tree) {
    const used = new Set<number>();
    do for (let d = 0; d < depth; d++) used.add(trees[tree * depth + d]!);
    while (++tree < count && used.size + depth <= mostSplits && tree - first < mostTrees);
    blocks.push(blockOf(shape, first, tree, [...used]));
  }
  return blocks;
}

function blockOf(shape: TreeShape, first: number, end: number, used: readonly number[]): TreeBlock {
  const { splits } = shape;
  const own = shape.trees.slice(first * shape.depth, end * shape.depth);
  const parts = [false, true].map((equals): BlockSplits => {
    const some = used.filter((split) => (splits.equals[split] === 1) === equals);
    return {
      equals,
      column: Int32Array.from(some, (split) => splits.column[split]!),
      border: Float32Array.from(some, (split) => splits.border[split]!),
      missing: Float32Array.from(some, (split) => splits.missing[split]!),
      adds: () => addsOf(own, shape.depth, some),
    };
  });
  return { first, trees: end - first, splits: parts.filter(({ column }) => column.length > 0) };
}

/** See `BlockSplits.adds`, for trees given by their splits. */
function addsOf(trees: readonly number[], depth: number, splits: readonly number[]): Float32Array {
  const count = trees.length / depth;
  const places = new Map(splits.map((split, place) => [split, place]));
  const adds = new Float32Array(splits.length * count);
  for (const [at, split] of trees.entries()) {
    const place = places.get(split);
    if (place !== undefined) adds[place * count + Math.floor(at / depth)]! += 2 ** (at % depth);
  }
  return adds;
}
