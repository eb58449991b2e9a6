import { memberLogits, type NetworkShape, networkLogits } from '@rampart/core/tensor';
import * as tf from '@tensorflow/tfjs-core';
import { logitLoss, type LogitTargets } from '../logit-loss.ts';
import { type AdamWState, disposeAdamW, resumeAdamW, stepAdamW } from './adamw.ts';
import type { BatchGradient, GradientRequest } from './batch-gradient.ts';
import { cutParameters } from './cut-parameters.ts';
import { decayOf } from './decay-of.ts';
import { fitsDenseGradient, denseGradient } from './dense-gradient.ts';
import { clipFactor, type StepOptions, type TrainingStep } from './training-step.ts';

/** Rows a time: bounds the memory of activations. */
const chunk = 4096;

/** Steps in TensorFlow.js operations on the current backend: for networks that the kernel does not know. */
export function createOperationsStep(options: StepOptions): TrainingStep {
  const { shape, capacity, dropout, weightDecay, clipNorm, start } = options;
  const { inputs, hidden, members } = shape;
  const features = new Float32Array(capacity * inputs);
  const masks = dropout ? hidden.map((units) => new Float32Array(members * capacity * units)) : [];
  const gradientOf = fitsDenseGradient(shape) ? denseGradient : recordedGradient;
  const decay = tf.tensor1d(decayOf(shape, weightDecay));
  let state: AdamWState = resumeAdamW(start);

  return {
    features,
    masks,
    run(rows, targets: LogitTargets, learningRate) {
      let loss = 0;
      const gradient = tf.tidy(() => {
        const computed = gradientOf({
          shape,
          parameters: state.parameters,
          rows: tf.tensor2d(features.subarray(0, rows * inputs), [rows, inputs]),
          masks: masks.map((mask, layer) => {
            const units = hidden[layer]!;
            return tf.tensor2d(mask.subarray(0, members * rows * units), [members * rows, units]);
          }),
          cost: (logits) => logitLoss(logits, shape.outputs, { ...targets, members }),
        });
        loss = computed.loss;
        if (clipNorm === 0) return computed.gradient;
        const squares = tf.sum(tf.mul(computed.gradient, computed.gradient)).dataSync()[0]!;
        return tf.mul<tf.Tensor1D>(computed.gradient, clipFactor(squares, clipNorm));
      });
      const before = state;
      try {
        state = stepAdamW(before, gradient, decay, learningRate);
        disposeAdamW(before);
      } finally {
        gradient.dispose();
      }
      return loss;
    },
    logits: (rows, total) => operationsLogits(shape, state.parameters, rows, total),
    state: () => ({
      step: state.step,
      parameters: state.parameters.dataSync<'float32'>().slice(),
      first: state.first.dataSync<'float32'>().slice(),
      second: state.second.dataSync<'float32'>().slice(),
    }),
    [Symbol.dispose]() {
      disposeAdamW(state);
      decay.dispose();
    },
  };
}

/** The gradient by automatic differentiation of the forward pass: for every network there is. */
function recordedGradient({ shape, parameters, rows, masks, cost }: GradientRequest): BatchGradient {
  let loss = 0;
  const lossOf = tf.customGrad((logits, save) => {
    const computed = cost((logits as tf.Tensor).dataSync());
    loss = computed.loss;
    (save as tf.GradSaveFunc)([tf.tensor(computed.gradient, (logits as tf.Tensor).shape)]);
    return { value: tf.scalar(loss), gradFunc: (dy, [slope]) => tf.mul(slope!, dy as tf.Tensor) };
  });
  const gradient = tf.tidy(() =>
    tf.grad((flat) => lossOf(memberLogits(shape, cutParameters(flat as tf.Tensor1D), rows, { masks })))(
      parameters,
    ),
  );
  return { loss, gradient: gradient as tf.Tensor1D };
}

/** Logits [rows × outputs] of rows in TensorFlow.js operations. */
export function operationsLogits(
  shape: NetworkShape,
  parameters: tf.Tensor1D,
  features: Float32Array,
  total: number,
): Float64Array {
  const logits = new Float64Array(total * shape.outputs);
  for (let start = 0; start < total; start += chunk) {
    const end = Math.min(start + chunk, total);
    const part = tf.tidy(() => {
      const block = features.subarray(start * shape.inputs, end * shape.inputs);
      const rows = tf.tensor2d(block, [end - start, shape.inputs]);
      return networkLogits(shape, cutParameters(parameters), rows).dataSync();
    });
    logits.set(part, start * shape.outputs);
  }
  return logits;
}
