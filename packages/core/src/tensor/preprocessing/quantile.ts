import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { countsOf, quantileOf, sortedPresent } from './order-statistics.ts';
import type { Transform } from './transform.ts';

const quantileState = z.strictObject({
  /** Bin edges, rising and distinct. */
  edges: z.array(z.number()).min(1),
});
type Quantile = z.infer<typeof quantileState>;

/**
 * The place of a value among the training rows, from -1 to 1: the mean over bins of how much of each bin lies
 * below the value (the mean of a piecewise-linear encoding, Gorishniy et al., 2022). Heavy tails and outliers
 * become harmless, and equal steps mean equally many rows.
 */
export const quantile: Transform<Quantile> = {
  name: 'quantile',
  state: quantileState,
  fit: (column, { bins }) => ({ edges: binEdges(sortedPresent(column), bins) }),
  width: () => 1,
  apply: (block, states) =>
    tf.tidy(() => {
      const { starts, widths, shares } = binsOf(states);
      const filled = tf.clipByValue(tf.div(tf.sub(tf.expandDims(block, 2), starts), widths), 0, 1);
      return tf.sub(tf.mul(tf.sum<tf.Tensor2D>(filled, 2), shares), 1);
    }),
};

/**
 * A value that fills a bin alone (the zeros of a counter that is mostly 0) gets one edge, and the other rows
 * share the bins that are left. Plain quantiles would spend nearly all edges on that value.
 */
function binEdges(sorted: Float64Array, bins: number): number[] {
  const share = sorted.length / bins;
  const heavy = new Set([...countsOf(sorted)].flatMap(([value, count]) => (count >= share ? [value] : [])));
  const light = sorted.filter((value) => !heavy.has(value));
  const edges = new Set(heavy);
  const left = Math.max(1, bins - heavy.size);
  for (let i = 0; light.length > 0 && i <= left; i++) edges.add(quantileOf(light, i / left));
  return [...edges].toSorted((a, b) => a - b);
}

/** The bins of all columns as tensors; a column with fewer is filled up with bins that its values never enter. */
function binsOf(states: readonly Quantile[]): {
  starts: tf.Tensor2D;
  widths: tf.Tensor2D;
  shares: tf.Tensor2D;
} {
  const columns = states.length;
  const bins = Math.max(1, ...states.map(({ edges }) => edges.length - 1));
  const starts = new Float32Array(columns * bins).fill(unreachable);
  const widths = new Float32Array(columns * bins).fill(1);
  const shares = new Float32Array(columns);
  states.forEach(({ edges }, column) => {
    for (let bin = 0; bin + 1 < edges.length; bin++) {
      starts[column * bins + bin] = edges[bin]!;
      widths[column * bins + bin] = edges[bin + 1]! - edges[bin]!;
    }
    shares[column] = 2 / Math.max(1, edges.length - 1);
  });
  return {
    starts: tf.tensor2d(starts, [columns, bins]),
    widths: tf.tensor2d(widths, [columns, bins]),
    shares: tf.tensor2d(shares, [1, columns]),
  };
}

/** The largest float32: no value lies above it, so the bin that starts there stays empty. */
const unreachable = (2 - 2 ** -23) * 2 ** 127;
