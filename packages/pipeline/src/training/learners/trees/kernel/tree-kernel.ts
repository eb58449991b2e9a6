import { RampartError } from '@rampart/core';
import { allocate } from '../../web-assembly.ts';
import { layOut, type TreeFunctions, treeFunctions } from './tree-module.ts';

/** A column of cells as the kernel knows it. */
export interface KernelColumn {
  /** How many splits it has, at most 254; it has two bins more, of which the last is for missing values. */
  readonly splits: number;
  /** Whether a split is one value against the rest, not a border. */
  readonly equals: boolean;
  /** Whether rows to learn from have missing values. */
  readonly missing: boolean;
  /** How the logit may go along it. */
  readonly monotone: -1 | 0 | 1;
}

/** How many there are of each, and what of histograms is kept. */
export interface KernelSizes {
  readonly columns: readonly KernelColumn[];
  /** All rows; those from `trained` on are only watched. */
  readonly rows: number;
  readonly trained: number;
  readonly outputs: number;
  readonly depth: number;
  /** Levels whose histograms are kept, so that those of the next are found by subtraction; it changes no result. */
  readonly keptLevels: number;
}

/** The kernel on a memory of its own. */
export interface TreeKernel extends TreeFunctions {
  /** Bins, row-major [rows × columns]. */
  readonly cells: Uint8Array;
  /** [trained]: 1 for the positive class of two, else the class number. */
  readonly targets: Int32Array;
  readonly weights: Float32Array;
  /** Row-major [rows × outputs]. */
  readonly logits: Float64Array;
  /** Pairs [trained × outputs]: negative gradient and second derivative. */
  readonly gradients: Float64Array;
  readonly leaves: Uint16Array;
  /** Column, split and side of missing values of each level. */
  readonly tree: Int32Array;
  readonly gains: Float64Array;
  /** Pairs [leaves × outputs]. */
  readonly sums: Float64Array;
  /** What each leaf adds, row-major [leaves × outputs]. */
  readonly values: Float64Array;
}

/** Bytes of the histograms of one leaf. */
export function histogramBytes(columns: readonly KernelColumn[], outputs: number): number {
  return 16 * outputs * columns.reduce((sum, { splits }) => sum + splits + 2, 0);
}

/** Throws RampartError('training') where the rows do not fit into the memory that WebAssembly can have. */
export function createTreeKernel(sizes: KernelSizes): TreeKernel {
  const { columns, rows, trained, outputs, depth, keptLevels } = sizes;
  const leaves = 2 ** depth;
  const histogram = histogramBytes(columns, outputs);
  const counts = [trained, outputs, columns.length, histogram, keptLevels];
  // The kernel takes two rows at a time, so that there is room for one more.
  const { at, end } = layOut(
    {
      cells: rows * columns.length,
      targets: 4 * (trained + 1),
      weights: 4 * (trained + 1),
      logits: 8 * outputs * (rows + 1),
      gradients: 16 * outputs * (trained + 1),
      order: 4 * trained,
      aside: 4 * trained,
      leaves: 2 * rows,
      facts: 16 * columns.length,
      active: 4 * columns.length,
      histograms: histogram * 2 ** Math.max(keptLevels - 1, 0),
      scores: histogram / outputs,
      spans: 8 * leaves,
      sides: 512 * depth,
      tree: 12 * depth,
      gains: 8 * depth,
      sums: 16 * outputs * leaves,
      values: 8 * outputs * leaves,
      total: 16 * outputs,
      below: 16 * outputs,
    },
    1024,
  );
  if (end > 2 ** 32 - 2 ** 16) throw tooLarge(end);
  const memory = allocate(end, false);
  const { buffer } = memory;
  new Int32Array(buffer, 64).set([...counts, ...Object.values(at)]);
  const facts = new Int32Array(buffer, at.facts, 4 * columns.length);
  let offset = 0;
  for (const [column, { splits, equals, missing, monotone }] of columns.entries()) {
    facts.set([offset, splits, Number(equals) + 2 * Number(missing), monotone], 4 * column);
    offset += 16 * outputs * (splits + 2);
  }
  return {
    ...treeFunctions(memory),
    cells: new Uint8Array(buffer, at.cells, rows * columns.length),
    targets: new Int32Array(buffer, at.targets, trained),
    weights: new Float32Array(buffer, at.weights, trained),
    logits: new Float64Array(buffer, at.logits, rows * outputs),
    gradients: new Float64Array(buffer, at.gradients, 2 * trained * outputs),
    leaves: new Uint16Array(buffer, at.leaves, rows),
    tree: new Int32Array(buffer, at.tree, 3 * depth),
    gains: new Float64Array(buffer, at.gains, depth),
    sums: new Float64Array(buffer, at.sums, 2 * leaves * outputs),
    values: new Float64Array(buffer, at.values, leaves * outputs),
  };
}

function tooLarge(bytes: number): RampartError {
  return new RampartError('training', {
    where: 'the training of trees',
    expected: 'rows that fit into 4 GB',
    received: `${(bytes / 2 ** 30).toFixed(1)} GB`,
    fix: 'Train on fewer rows, or lower `borders` and `depth` of the trees.',
  });
}
