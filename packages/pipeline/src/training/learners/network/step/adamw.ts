import * as tf from '@tensorflow/tfjs-core';
import { adamFactors, firstDecay, type OptimizerState, secondDecay } from './training-step.ts';

/** The optimizer's state as tensors; the moments are sums, their scale is folded into the step size. */
export interface AdamWState {
  readonly step: number;
  readonly parameters: tf.Tensor1D;
  readonly first: tf.Tensor1D;
  readonly second: tf.Tensor1D;
}

/** A state's tensors; the caller disposes them with `disposeAdamW`. */
export function resumeAdamW({ step, parameters, first, second }: OptimizerState): AdamWState {
  // Copies: the cpu backend would keep the caller's arrays.
  const tensor = (values: Float32Array) => tf.tensor1d(values.slice());
  return { step, parameters: tensor(parameters), first: tensor(first), second: tensor(second) };
}

/**
 * The state after one step of AdamW (Loshchilov and Hutter, 2019) along `gradient`. `decay` [parameters] is the
 * decoupled weight decay of each parameter, 0 for biases. The given state stays valid until the caller disposes it.
 */
export function stepAdamW(
  state: AdamWState,
  gradient: tf.Tensor1D,
  decay: tf.Tensor1D,
  learningRate: number,
): AdamWState {
  const step = state.step + 1;
  const { rate, epsilon } = adamFactors(step, learningRate);
  const moves = tf.tidy(() => {
    const first = tf.add<tf.Tensor1D>(tf.mul(state.first, firstDecay), gradient);
    const second = tf.add<tf.Tensor1D>(tf.mul(state.second, secondDecay), tf.mul(gradient, gradient));
    const moved = tf.sub(state.parameters, tf.mul(tf.div(first, tf.add(tf.sqrt(second), epsilon)), rate));
    const decayed = tf.mul(tf.mul(state.parameters, decay), learningRate);
    return { parameters: tf.sub<tf.Tensor1D>(moved, decayed), first, second };
  });
  return { step, ...moves };
}

/** Frees the tensors of a state. */
export function disposeAdamW({ parameters, first, second }: AdamWState): void {
  tf.dispose([parameters, first, second]);
}
