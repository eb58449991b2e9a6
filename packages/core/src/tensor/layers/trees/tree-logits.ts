import * as tf from '@tensorflow/tfjs-core';
import { leastNormal, madeColumns, type TreeShape } from '../../../families/trees/tree-ensemble.ts';
import type { BlockSplits, TreeBlock } from './tree-blocks.ts';

/** What an ensemble learned: leaves [trees · 2^depth, outputs], bias [outputs], lookups [entries, values] each. */
export interface TreeTensors {
  readonly leaves: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
  readonly lookups: readonly tf.Tensor2D[];
}

/** Numbers of an intermediate result at most, as long as one row has no more by itself. */
const mostNumbers = 2 ** 22;

/** Logits [rows, outputs] of encoded rows [rows, inputs]. */
export function treeLogits(
  shape: TreeShape,
  blocks: readonly TreeBlock[],
  rows: tf.Tensor2D,
  weights: TreeTensors,
): tf.Tensor2D {
  const widths = blocks.flatMap(({ trees, splits }) => [
    trees * shape.outputs,
    ...splits.map(({ column }) => column.length),
  ]);
  const widest = widths.reduce((most, width) => Math.max(most, width), shape.inputs + madeColumns(shape));
  const atOnce = Math.max(1, Math.floor(mostNumbers / widest));
  const [count, inputs] = rows.shape;
  return tf.tidy(() => {
    const parts: tf.Tensor2D[] = [];
    for (let at = 0; at < count; at += atOnce) {
      const some = tf.slice(rows, [at, 0], [Math.min(atOnce, count - at), inputs]);
      parts.push(someLogits(shape, blocks, some, weights));
    }
    return parts.length === 1 ? parts[0]! : tf.concat(parts, 0);
  });
}

function someLogits(
  { lookups, depth, outputs }: TreeShape,
  blocks: readonly TreeBlock[],
  rows: tf.Tensor2D,
  weights: TreeTensors,
): tf.Tensor2D {
  const [count] = rows.shape;
  return tf.tidy(() => {
    const normal = tf.where(tf.less(tf.abs(rows), leastNormal), tf.zerosLike(rows), rows);
    const made = lookups.map(({ column }, i) => lookUp(rows, column, weights.lookups[i]!));
    const cells = made.length === 0 ? normal : tf.concat([normal, ...made], 1);
    let logits = tf.add(tf.zeros([count, outputs]), weights.bias) as tf.Tensor2D;
    for (const { first, trees, splits } of blocks) {
      logits = tf.tidy(() => {
        const numbers = tf.addN(splits.map((some) => leafNumbers(some, cells, trees)));
        const starts = Int32Array.from({ length: trees }, (_, tree) => (first + tree) << depth);
        // As int32: beyond 2^24 float32 would round the place of a leaf.
        const places = tf.add(tf.cast(numbers, 'int32'), tf.tensor1d(starts, 'int32')) as tf.Tensor2D;
        return tf.add(logits, tf.sum(tf.gather(weights.leaves, places), 1));
      });
    }
    return logits;
  });
}

/** What splits add to the numbers of the leaves, [rows, trees]: all sides are 0 or 1. */
function leafNumbers(
  { equals, column, border, missing, adds }: BlockSplits,
  cells: tf.Tensor2D,
  trees: number,
) {
  const values = tf.gather(cells, tf.tensor1d(column, 'int32'), 1);
  // No comparison with NaN is true.
  const met = equals ? tf.equal(values, border) : tf.greater(values, border);
  const absent = tf.mul(tf.cast(tf.isNaN(values), 'float32'), missing);
  const sides = tf.add(tf.cast(met, 'float32'), absent) as tf.Tensor2D;
  return tf.matMul(sides, tf.tensor2d(adds(), [column.length, trees]));
}

/** The numbers that a lookup [entries, values] has for the codes of a column, [rows, values]; NaN for a missing code. */
function lookUp(rows: tf.Tensor2D, column: number, lookup: tf.Tensor2D): tf.Tensor2D {
  const [entries, values] = lookup.shape;
  const codes = tf.squeeze(tf.slice(rows, [0, column], [-1, 1]), [1]);
  // Chosen before it becomes a whole number: what NaN becomes is each backend's own affair.
  const places = tf.where(
    tf.isNaN(codes),
    tf.fill(codes.shape, entries),
    tf.clipByValue(codes, 0, entries - 1),
  );
  const table = tf.concat([lookup, tf.fill([1, values], Number.NaN) as tf.Tensor2D], 0);
  return tf.gather(table, tf.cast(places, 'int32') as tf.Tensor1D);
}
