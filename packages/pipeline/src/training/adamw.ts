import * as tf from '@tensorflow/tfjs-core';

const firstDecay = 0.9;
const secondDecay = 0.999;
const epsilon = 1e-8;

/** Parameters under training with AdamW's two running moments; the moments are sums, their scale is folded into the step size. */
export interface AdamWState {
  readonly step: number;
  readonly parameters: tf.Tensor1D;
  readonly first: tf.Tensor1D;
  readonly second: tf.Tensor1D;
}

/** The state before the first step; the caller disposes it with `disposeAdamW`. */
export function startAdamW(parameters: Float32Array): AdamWState {
  return tf.tidy(() => ({
    step: 0,
    parameters: tf.tensor1d(parameters.slice()),
    first: tf.zeros<tf.Rank.R1>([parameters.length]),
    second: tf.zeros<tf.Rank.R1>([parameters.length]),
  }));
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
  // With the sums m' = m / (1 - β1) and v' = v / (1 - β2) the bias corrections become factors on the host.
  const firstScale = (1 - firstDecay) / (1 - firstDecay ** step);
  const secondScale = Math.sqrt((1 - secondDecay) / (1 - secondDecay ** step));
  const moves = tf.tidy(() => {
    const first = tf.add<tf.Tensor1D>(tf.mul(state.first, firstDecay), gradient);
    const second = tf.add<tf.Tensor1D>(tf.mul(state.second, secondDecay), tf.mul(gradient, gradient));
    const direction = tf.div(first, tf.add(tf.sqrt(second), epsilon / secondScale));
    const moved = tf.sub(state.parameters, tf.mul(direction, (learningRate * firstScale) / secondScale));
    const decayed = tf.mul(tf.mul(state.parameters, decay), learningRate);
    return { parameters: tf.sub<tf.Tensor1D>(moved, decayed), first, second };
  });
  return { step, ...moves };
}

/** Frees the tensors of a state. */
export function disposeAdamW({ parameters, first, second }: AdamWState): void {
  tf.dispose([parameters, first, second]);
}
