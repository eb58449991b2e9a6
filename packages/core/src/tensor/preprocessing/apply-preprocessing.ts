import * as tf from '@tensorflow/tfjs-core';
import {
  type Preprocessing,
  type PreprocessingBlock,
  preprocessingWidth,
} from '../../preprocessing/preprocessing.ts';
import { tensorTransforms } from './tensor-transforms.ts';

/** Rows at a time: enough to make the cost of an operation small, few enough for some 10 MB per intermediate. */
const chunkRows = 2048;

/** Encoded rows [rows, features] → network inputs [rows, width]; all finite, whatever comes in. */
export function applyPreprocessing(preprocessing: Preprocessing, rows: tf.Tensor2D): tf.Tensor2D {
  const [count, features] = rows.shape;
  if (count <= chunkRows) return applyBlocks(preprocessing, rows);
  return tf.tidy(() => {
    const chunks: tf.Tensor2D[] = [];
    for (let at = 0; at < count; at += chunkRows) {
      const size = [Math.min(chunkRows, count - at), features] as [number, number];
      chunks.push(tf.tidy(() => applyBlocks(preprocessing, tf.slice(rows, [at, 0], size))));
    }
    return tf.concat(chunks, 0);
  });
}

/** The same for packed rows on the host, row-major [rows × features] → [rows × width]. */
export function transformRows(
  preprocessing: Preprocessing,
  packed: Float32Array,
  rows: number,
): Float32Array {
  const { inputs } = preprocessing;
  const width = preprocessingWidth(preprocessing);
  const transformed = new Float32Array(rows * width);
  for (let at = 0; at < rows; at += chunkRows) {
    const size = Math.min(chunkRows, rows - at);
    const chunk = packed.subarray(at * inputs, (at + size) * inputs);
    const result = tf.tidy(() => applyBlocks(preprocessing, tf.tensor2d(chunk, [size, inputs])));
    transformed.set(result.dataSync(), at * width);
    result.dispose();
  }
  return transformed;
}

function applyBlocks({ filled, blocks }: Preprocessing, rows: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const columns = filled === undefined ? rows : tf.concat([rows, applyBlock(filled, rows)], 1);
    const parts = blocks.map((block) => applyBlock(block, columns));
    return parts.length === 1 ? parts[0]! : tf.concat(parts, 1);
  });
}

function applyBlock({ columns, steps }: PreprocessingBlock, rows: tf.Tensor2D): tf.Tensor2D {
  const all = columns.length === rows.shape[1] && columns.every((column, i) => column === i);
  const start = all ? rows : tf.gather(rows, columns, 1);
  return steps.reduce(
    (block, { transform, states }) => tensorTransforms.get(transform)!(block, states),
    start,
  );
}
