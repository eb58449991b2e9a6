import * as tf from '@tensorflow/tfjs-core';
import { oneHot, type OneHot } from '../../preprocessing/transforms/one-hot.ts';

/** Where an input takes no code of its own: as far from every code as from the -1 of missing values. */
const noCode = -2;

/** `one-hot` over tensors. */
export function applyOneHot(block: tf.Tensor2D, states: readonly OneHot[]): tf.Tensor2D {
  return tf.tidy(() => {
    const slots = states.flatMap((state) => [...state.slots, ...(state.other ? [noCode] : [])]);
    // Repeats each column once per slot. A product with a 0/1 matrix, because WebAssembly gathers slowly;
    // NaN would spread over the whole row in it.
    // WebAssembly selects slowly between operands of different shapes.
    const codes = tf.where(tf.isNaN(block), tf.fill(block.shape, -1), block);
    const repeated = tf.matMul<tf.Tensor2D>(codes, repeater(states, slots.length));
    // Codes are whole numbers: 1 - |difference| is 1 for the same code and at most 0 for any other.
    const distance = tf.abs(tf.sub(repeated, tf.tensor2d(slots, [1, slots.length])));
    const hot = tf.relu(tf.sub<tf.Tensor2D>(1, distance));
    return states.some(({ other }) => other) ? tf.add(hot, others(block, hot, states)) : hot;
  });
}

/** [columns, slots]: 1 where the slot is the column's. */
function repeater(states: readonly OneHot[], width: number): tf.Tensor2D {
  const matrix = new Float32Array(states.length * width);
  let at = 0;
  states.forEach((state, column) => {
    const slots = oneHot.width(state);
    matrix.fill(1, column * width + at, column * width + at + slots);
    at += slots;
  });
  return tf.tensor2d(matrix, [states.length, width]);
}

/** [rows, slots]: 1 in the shared slot of a column whose value is present and has no slot of its own. */
function others(block: tf.Tensor2D, hot: tf.Tensor2D, states: readonly OneHot[]): tf.Tensor2D {
  const [columns, width] = [states.length, hot.shape[1]];
  const shared = states.flatMap(({ other }, column) => (other ? [column] : []));
  const count = shared.length;
  const [pick, sum, place] = [columns * count, width * count, count * width].map(
    (size) => new Float32Array(size),
  ) as [Float32Array, Float32Array, Float32Array];
  let at = 0;
  states.forEach((state, column) => {
    const i = shared.indexOf(column);
    const end = at + oneHot.width(state);
    if (i >= 0) {
      pick[column * count + i] = 1;
      for (let slot = at; slot < end; slot++) sum[slot * count + i] = 1;
      place[i * width + end - 1] = 1;
    }
    at = end;
  });
  return tf.tidy(() => {
    const present = tf.sub<tf.Tensor2D>(1, tf.cast(tf.isNaN(block), 'float32'));
    const chosen = tf.matMul(present, tf.tensor2d(pick, [columns, count]));
    const own = tf.matMul(hot, tf.tensor2d(sum, [width, count]));
    return tf.matMul<tf.Tensor2D>(tf.sub(chosen, own), tf.tensor2d(place, [count, width]));
  });
}
