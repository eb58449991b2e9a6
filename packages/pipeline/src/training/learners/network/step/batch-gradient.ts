import type { NetworkShape } from '@rampart/core/tensor';
import type * as tf from '@tensorflow/tfjs-core';
import type { LogitLoss } from '../logit-loss.ts';

/** What a gradient is asked for. */
export interface GradientRequest {
  readonly shape: NetworkShape;
  readonly parameters: tf.Tensor1D;
  readonly rows: tf.Tensor2D;
  readonly masks: readonly (tf.Tensor2D | undefined)[];
  /** The loss and its gradient by the logits [rows × members × outputs]. */
  readonly cost: (logits: tf.TypedArray) => LogitLoss;
}

/** The loss of a batch and its gradient by the flat parameters, which the caller disposes. */
export interface BatchGradient {
  readonly loss: number;
  readonly gradient: tf.Tensor1D;
}
