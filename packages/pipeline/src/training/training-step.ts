import * as tf from '@tensorflow/tfjs-core';
import { type LogitTargets, logitLoss } from './logit-loss.ts';
import { layerSlots, type NetworkShape } from './network.ts';

/** One batch on the host; arrays may be reused once the step has returned. */
export interface Batch extends LogitTargets {
  readonly rows: number;
  /** Row-major [rows × inputs]. */
  readonly features: Float32Array;
  /** One inverted-dropout mask a hidden layer, row-major [rows × units]; undefined for a layer without dropout. */
  readonly masks?: readonly (Float32Array | undefined)[];
}

/** Loss of a batch and its gradient by the flat parameters; the caller disposes the gradient. */
export interface BatchGradient {
  readonly loss: number;
  readonly gradient: tf.Tensor1D;
}

/** A layer's parameters as tensors cut out of the flat ones. */
interface LayerTensors {
  readonly weights: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
}

/** Cuts flat parameters into one weight matrix and one bias a layer. */
export function layerTensors(shape: NetworkShape, parameters: tf.Tensor1D): LayerTensors[] {
  return layerSlots(shape).map(({ inputs, outputs, weights, bias }) => ({
    weights: tf.reshape(tf.slice(parameters, weights, inputs * outputs), [inputs, outputs]),
    bias: tf.slice(parameters, bias, outputs),
  }));
}

/** Logits [rows × outputs] of rows [rows × inputs], without dropout. */
export function forward(layers: readonly LayerTensors[], features: tf.Tensor2D): tf.Tensor2D {
  return layers.reduce((input, { weights, bias }, layer) => {
    const sum = tf.add<tf.Tensor2D>(tf.matMul(input, weights), bias);
    return layer === layers.length - 1 ? sum : tf.relu(sum);
  }, features);
}

/**
 * Loss and gradient of one batch by hand-written backpropagation: per layer two matrix products, no graph to
 * record. Transposes are explicit because the wasm kernel's own transpose flags are ten times slower.
 */
export function batchGradient(shape: NetworkShape, parameters: tf.Tensor1D, batch: Batch): BatchGradient {
  let loss = 0;
  const gradient = tf.tidy(() => {
    const layers = layerTensors(shape, parameters);
    const inputs: tf.Tensor2D[] = [tf.tensor2d(batch.features, [batch.rows, shape.inputs])];
    const masks = shape.hidden.map((units, layer) => {
      const mask = batch.masks?.[layer];
      return mask && tf.tensor2d(mask, [batch.rows, units]);
    });
    for (const [layer, { weights, bias }] of layers.entries()) {
      const sum = tf.add<tf.Tensor2D>(tf.matMul(inputs[layer]!, weights), bias);
      if (layer === layers.length - 1) inputs.push(sum);
      else inputs.push(masked(tf.relu(sum), masks[layer]));
    }
    const cost = logitLoss(inputs.at(-1)!.dataSync(), shape.outputs, batch);
    loss = cost.loss;

    const ones = tf.ones([1, batch.rows]) as tf.Tensor2D;
    const parts: tf.Tensor1D[] = [];
    let delta = tf.tensor2d(cost.gradient, [batch.rows, shape.outputs]);
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
