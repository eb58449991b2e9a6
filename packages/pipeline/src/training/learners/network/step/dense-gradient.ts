import { layerSlots, type NetworkShape } from '@rampart/core/tensor';
import * as tf from '@tensorflow/tfjs-core';
import type { BatchGradient, GradientRequest } from './batch-gradient.ts';
import { cutParameters } from './cut-parameters.ts';

/** Whether the hand-written gradient knows all parts of such a network. */
export function fitsDenseGradient({ members, activation, normalization, residual }: NetworkShape): boolean {
  return members === 1 && activation === 'relu' && normalization === 'none' && !residual;
}

/**
 * Loss and gradient of one batch by hand-written backpropagation: per layer two matrix products, no graph to
 * record. Transposes are explicit because the wasm kernel's own transpose flags are ten times slower.
 */
export function denseGradient({ shape, parameters, rows, masks, cost }: GradientRequest): BatchGradient {
  let loss = 0;
  const gradient = tf.tidy(() => {
    const part = cutParameters(parameters);
    const layers = layerSlots(shape).map(({ weights, bias, inputs, units }) => ({
      weights: tf.reshape(part(weights), [inputs, units]) as tf.Tensor2D,
      bias: part(bias),
    }));
    const inputs = [rows];
    for (const [layer, { weights, bias }] of layers.entries()) {
      const sum = tf.add<tf.Tensor2D>(tf.matMul(inputs[layer]!, weights), bias);
      inputs.push(layer === layers.length - 1 ? sum : masked(tf.relu(sum), masks[layer]));
    }
    const logits = inputs.pop()!;
    const computed = cost(logits.dataSync());
    loss = computed.loss;

    const ones = tf.ones([1, rows.shape[0]]) as tf.Tensor2D;
    const parts: tf.Tensor1D[] = [];
    let delta = tf.tensor2d(computed.gradient, logits.shape);
    for (let layer = layers.length - 1; layer >= 0; layer--) {
      const input = inputs[layer]!;
      // A product with a row of ones is the sum over rows, and faster than `sum` along the first axis.
      parts.unshift(flat(tf.matMul(tf.transpose(input), delta)), flat(tf.matMul(ones, delta)));
      if (layer > 0) {
        const back = tf.matMul(delta, tf.transpose(layers[layer]!.weights));
        delta = masked(tf.mul(back, slope(input)), masks[layer - 1]);
      }
    }
    return tf.concat(parts);
  });
  return { loss, gradient };
}

const flat = (tensor: tf.Tensor): tf.Tensor1D => tf.reshape(tensor, [-1]) as tf.Tensor1D;

const masked = (units: tf.Tensor2D, mask: tf.Tensor2D | undefined): tf.Tensor2D =>
  mask === undefined ? units : tf.mul(units, mask);

/** 1 where a ReLU (times a mask, which never is negative) let its input through; `step` takes five operations on tfjs-node. */
const slope = (activation: tf.Tensor2D): tf.Tensor2D => tf.clipByValue(tf.mul(activation, 1e30), 0, 1);
