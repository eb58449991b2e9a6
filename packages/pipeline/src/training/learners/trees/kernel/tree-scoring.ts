import type { TreeEnsemble } from '@rampart/core/internal';
import { allocate } from '../../web-assembly.ts';
import { layOut, treeFunctions } from './tree-module.ts';

/** The trees of an ensemble in the kernel, for rows block by block. */
export interface TreeScoring {
  /** Rows of a block at most. */
  readonly blockRows: number;
  /** Adds the leaves of rows, given by their columns with what lookups make, to their logits. */
  add(cells: readonly Float32Array[], logits: Float64Array): void;
}

/** A multiple of 16; the sides of so many rows stay in the second cache. */
const blockRows = 256;

const known = new WeakMap<TreeEnsemble, TreeScoring>();

/** Puts an ensemble into a memory once: the system has room for few memories, and takes its time to free one. */
export function scoringOf(ensemble: TreeEnsemble): TreeScoring {
  const scoring = known.get(ensemble) ?? createScoring(ensemble);
  known.set(ensemble, scoring);
  return scoring;
}

function createScoring({ shape, leaves }: TreeEnsemble): TreeScoring {
  const { inputs, lookups, splits, trees, depth, outputs } = shape;
  const columns = lookups.reduce((sum, { values }) => sum + values, inputs);
  const splitCount = splits.column.length;
  const { at, end } = layOut(
    {
      cells: 4 * columns * blockRows,
      splits: 16 * splitCount,
      trees: 4 * trees.length,
      leaves: 4 * leaves.length,
      logits: 8 * blockRows * outputs,
      sides: splitCount * blockRows,
      numbers: 2 * blockRows,
    },
    64,
  );
  const memory = allocate(end, false);
  const { scoreBlock } = treeFunctions(memory);
  const { buffer } = memory;
  new Int32Array(buffer, at.trees).set(trees);
  new Float32Array(buffer, at.leaves).set(leaves);
  const words = new Int32Array(buffer, at.splits, 4 * splitCount);
  const borders = new Float32Array(buffer, at.splits, 4 * splitCount);
  for (let split = 0; split < splitCount; split++) {
    words.set([splits.column[split]!, 0, splits.equals[split]!, splits.missing[split]!], 4 * split);
    borders[4 * split + 1] = splits.border[split]!;
  }
  const cellsView = new Float32Array(buffer, at.cells, columns * blockRows);
  const logitsView = new Float64Array(buffer, at.logits, blockRows * outputs);
  return {
    blockRows,
    add(cells, logits) {
      for (const [column, values] of cells.entries()) cellsView.set(values, column * blockRows);
      logitsView.set(logits);
      scoreBlock(
        at.cells,
        at.splits,
        splitCount,
        at.trees,
        trees.length / depth,
        depth,
        at.leaves,
        outputs,
        at.logits,
        logits.length / outputs,
        blockRows,
        at.sides,
        at.numbers,
      );
      logits.set(logitsView.subarray(0, logits.length));
    },
  };
}
