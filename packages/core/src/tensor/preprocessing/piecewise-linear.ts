import * as tf from '@tensorflow/tfjs-core';
import type { PiecewiseLinear } from '../../preprocessing/transforms/piecewise-linear.ts';

/** `piecewise-linear` over tensors. */
export function applyPiecewiseLinear(block: tf.Tensor2D, states: readonly PiecewiseLinear[]): tf.Tensor2D {
  return tf.tidy(() => {
    const parts = runsOf(states).map(([from, to]) => encodeRun(block, from, states.slice(from, to)));
    return parts.length === 1 ? parts[0]! : tf.concat(parts, 1);
  });
}

/** Ranges of neighbouring columns with the same number of bins, as [from, to). */
function runsOf(states: readonly PiecewiseLinear[]): [number, number][] {
  const runs: [number, number][] = [];
  states.forEach(({ edges }, column) => {
    const last = runs.at(-1);
    if (last !== undefined && states[last[0]]!.edges.length === edges.length) last[1] = column + 1;
    else runs.push([column, column + 1]);
  });
  return runs;
}

/** [rows, columns] from column `from` on → [rows, columns · bins]. */
function encodeRun(block: tf.Tensor2D, from: number, states: readonly PiecewiseLinear[]): tf.Tensor2D {
  return tf.tidy(() => {
    const [rows, columns] = [block.shape[0], states.length];
    const bins = states[0]!.edges.length - 1;
    const perBin = (pick: (edges: readonly number[], bin: number) => number) =>
      tf.tensor2d(
        Float32Array.from({ length: columns * bins }, (_, i) =>
          pick(states[Math.floor(i / bins)]!.edges, i % bins),
        ),
        [columns, bins],
      );
    const values = tf.expandDims(tf.slice(block, [0, from], [rows, columns]), 2);
    const above = tf.sub(
      values,
      perBin((edges, bin) => edges[bin]!),
    );
    const share = tf.div(
      above,
      perBin((edges, bin) => edges[bin + 1]! - edges[bin]!),
    );
    return tf.reshape(tf.clipByValue(share, 0, 1), [rows, columns * bins]);
  });
}
