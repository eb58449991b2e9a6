import * as tf from '@tensorflow/tfjs-core';
import type { Quantile } from '../../preprocessing/transforms/quantile.ts';

/** `quantile` over tensors. */
export function applyQuantile(block: tf.Tensor2D, states: readonly Quantile[]): tf.Tensor2D {
  return tf.tidy(() => {
    const { starts, widths, shares } = binsOf(states);
    const filled = tf.clipByValue(tf.div(tf.sub(tf.expandDims(block, 2), starts), widths), 0, 1);
    return tf.sub(tf.sum<tf.Tensor2D>(tf.mul(filled, shares), 2), 1);
  });
}

/** The bins of all columns as tensors [columns, bins]; a column with fewer is filled up with bins that count nothing. */
function binsOf(states: readonly Quantile[]): {
  starts: tf.Tensor2D;
  widths: tf.Tensor2D;
  shares: tf.Tensor2D;
} {
  const columns = states.length;
  const bins = Math.max(1, ...states.map(({ edges }) => edges.length - 1));
  const starts = new Float32Array(columns * bins);
  const widths = new Float32Array(columns * bins).fill(1);
  const shares = new Float32Array(columns * bins);
  states.forEach(({ edges, ranks }, column) => {
    for (let bin = 0; bin + 1 < edges.length; bin++) {
      const at = column * bins + bin;
      starts[at] = edges[bin]!;
      widths[at] = edges[bin + 1]! - edges[bin]!;
      shares[at] = 2 * (ranks[bin + 1]! - ranks[bin]!);
    }
  });
  const tensor = (values: Float32Array) => tf.tensor2d(values, [columns, bins]);
  return { starts: tensor(starts), widths: tensor(widths), shares: tensor(shares) };
}
