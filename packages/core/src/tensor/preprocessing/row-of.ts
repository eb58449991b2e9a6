import * as tf from '@tensorflow/tfjs-core';

/** One number of each column's state as a row [1, columns], to be broadcast over the rows of a block. */
export function rowOf<State>(states: readonly State[], pick: (state: State) => number): tf.Tensor2D {
  return tf.tensor2d(Float32Array.from(states, pick), [1, states.length]);
}
