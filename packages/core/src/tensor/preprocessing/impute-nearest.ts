import * as tf from '@tensorflow/tfjs-core';
import { furthest, incomparable, type Nearest, tie } from '../../preprocessing/transforms/impute-nearest.ts';
import { rowOf } from './row-of.ts';

/** Numbers of an intermediate tensor at a time, some 16 MB. */
const most = 4e6;

/** `impute-nearest` over tensors. */
export function applyImputeNearest(block: tf.Tensor2D, states: readonly Nearest[]): tf.Tensor2D {
  return tf.tidy(() => {
    const donors = states.filter(({ fill }) => fill);
    const [rows] = block.shape;
    const distances = squaredDistances(block, states);
    const columns = states.flatMap(({ fill }, i) => (fill ? [i] : []));
    const own = columns.length === states.length ? block : tf.gather(block, columns, 1);
    const step = Math.max(1, Math.floor(most / (donors.length * distances.shape[1])));
    const parts: tf.Tensor2D[] = [];
    for (let at = 0; at < rows; at += step) {
      const size = Math.min(step, rows - at);
      const near = tf.slice(distances, [at, 0], [size, distances.shape[1]]);
      parts.push(meansOfNearest(near, donors));
    }
    const means = parts.length === 1 ? parts[0]! : tf.concat(parts, 0);
    return tf.where(tf.isNaN(own), means, own);
  });
}

/** [rows, columns] → [rows, reference rows]: mean squared difference over the columns that both have. */
function squaredDistances(block: tf.Tensor2D, states: readonly Nearest[]): tf.Tensor2D {
  const count = states[0]!.values.length;
  return tf.tidy(() => {
    const missing = tf.isNaN(block);
    const present = tf.sub<tf.Tensor2D>(1, tf.cast(missing, 'float32'));
    const mean = rowOf(states, (state) => state.mean);
    const scale = rowOf(states, (state) => state.scale);
    const standard = tf.clipByValue(tf.div(tf.sub(block, mean), scale), -furthest, furthest);
    const own = tf.where(missing, tf.zerosLike(standard), standard);
    const theirs = referenceTensor(states, count, (value, state) =>
      Math.min(Math.max((value - state.mean) / state.scale, -furthest), furthest),
    );
    const theyHave = referenceTensor(states, count, () => 1);
    // Σ (a - b)² over common columns = Σ a² - 2 Σ a b + Σ b².
    const squares = tf.add(tf.matMul(tf.square(own), theyHave), tf.matMul(present, tf.square(theirs)));
    const sum = tf.relu(tf.sub(squares, tf.mul(2, tf.matMul(own, theirs))));
    const common = tf.matMul(present, theyHave);
    const distance = tf.div(sum, tf.maximum(common, 1));
    return tf.add(distance, tf.mul<tf.Tensor2D>(tf.relu(tf.sub(1, common)), incomparable));
  });
}

/** [rows, reference rows] → [rows, columns]: what each column would be filled with. */
function meansOfNearest(distances: tf.Tensor2D, donors: readonly Nearest[]): tf.Tensor2D {
  const [, count] = distances.shape;
  return tf.tidy(() => {
    const values = referenceTensor(donors, count, (value) => value);
    const absent = referenceTensor(donors, count, () => 0, incomparable);
    const far = tf.add<tf.Tensor3D>(tf.expandDims(distances, 1), absent);
    const k = Math.min(donors[0]!.neighbours, count);
    const nearest = tf.topk(tf.neg(far), k).values;
    const last = tf.neg(tf.slice(nearest, [0, 0, k - 1], [-1, -1, 1]));
    // Ties differ by rounding, and rows that cannot be compared never count.
    const within = tf.minimum(tf.add(tf.mul(last, 1 + tie), 1e-6), incomparable / 2);
    // WebAssembly compares slowly between operands of different shapes.
    const counted = tf.step(tf.sub(within, far));
    const total = tf.sum<tf.Tensor2D>(counted, 2);
    const sum = tf.sum<tf.Tensor2D>(tf.mul(counted, values), 2);
    const none = tf.relu(tf.sub(1, total));
    const fallback = tf.mul(
      none,
      rowOf(donors, ({ mean }) => mean),
    );
    return tf.add<tf.Tensor2D>(tf.div(sum, tf.maximum(total, 1)), fallback);
  });
}

/** [columns, reference rows] of what a value gives; `absent` where it is missing. */
function referenceTensor(
  states: readonly Nearest[],
  count: number,
  give: (value: number, state: Nearest) => number,
  absent = 0,
): tf.Tensor2D {
  const matrix = new Float32Array(states.length * count);
  states.forEach((state, column) => {
    for (let i = 0; i < count; i++) {
      const value = state.values[i]!;
      matrix[column * count + i] = value === null ? absent : give(value, state);
    }
  });
  return tf.tensor2d(matrix, [states.length, count]);
}
