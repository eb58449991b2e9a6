import type { ParameterTensors } from '@rampart/core/tensor';
import * as tf from '@tensorflow/tfjs-core';

/** Cuts slots out of flat parameters. */
export function cutParameters(parameters: tf.Tensor1D): ParameterTensors {
  return ({ start, length, dimensions }) => tf.reshape(tf.slice(parameters, start, length), [...dimensions]);
}
