import type { Random } from '@rampart/core';

/** A fully connected network: ReLU hidden layers, linear output of logits. No hidden layer makes logistic regression. */
export interface NetworkShape {
  readonly inputs: number;
  readonly hidden: readonly number[];
  /** 1 for two classes (the logit of the positive one), else the number of classes. */
  readonly outputs: number;
}

/** One layer's parameters: `weights` row-major [inputs × outputs], `bias` [outputs]. */
export interface LayerParameters {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** Where one layer lies in the flat parameters: its weights row by row, then its bias. */
export interface LayerSlot {
  readonly inputs: number;
  readonly outputs: number;
  /** Offset of the first weight. */
  readonly weights: number;
  /** Offset of the first bias. */
  readonly bias: number;
}

/** Units of the output layer: one for two classes, else one a class. */
export function outputUnits(classes: number): number {
  return classes === 2 ? 1 : classes;
}

/** The layers in order with their offsets in the flat parameters. */
export function layerSlots(shape: NetworkShape): LayerSlot[] {
  const sizes = [shape.inputs, ...shape.hidden, shape.outputs];
  let offset = 0;
  return sizes.slice(1).map((outputs, layer) => {
    const inputs = sizes[layer]!;
    const weights = offset;
    const bias = weights + inputs * outputs;
    offset = bias + outputs;
    return { inputs, outputs, weights, bias };
  });
}

/** How many numbers the network learns. */
export function parameterCount(shape: NetworkShape): number {
  const last = layerSlots(shape).at(-1)!;
  return last.bias + last.outputs;
}

/** Fresh flat parameters: He-scaled normal weights (the linear output layer without ReLU's factor 2), zero biases. */
export function initialParameters(shape: NetworkShape, random: Random): Float32Array {
  const flat = new Float32Array(parameterCount(shape));
  for (const { inputs, outputs, weights, bias } of layerSlots(shape)) {
    const gain = outputs === shape.outputs && bias + outputs === flat.length ? 1 : 2;
    const scale = Math.sqrt(gain / inputs);
    for (let i = weights; i < bias; i++) flat[i] = random.normal() * scale;
  }
  return flat;
}

/** 1 where the flat parameters hold a weight, 0 where a bias: biases are not decayed. */
export function weightMask(shape: NetworkShape): Float32Array {
  const mask = new Float32Array(parameterCount(shape));
  for (const { weights, bias } of layerSlots(shape)) mask.fill(1, weights, bias);
  return mask;
}

/** The flat parameters cut into layers; copies. */
export function splitParameters(shape: NetworkShape, flat: Float32Array): LayerParameters[] {
  return layerSlots(shape).map(({ outputs, weights, bias }) => ({
    weights: flat.slice(weights, bias),
    bias: flat.slice(bias, bias + outputs),
  }));
}

/** The inverse of `splitParameters`. */
export function joinParameters(shape: NetworkShape, layers: readonly LayerParameters[]): Float32Array {
  const flat = new Float32Array(parameterCount(shape));
  for (const [layer, slot] of layerSlots(shape).entries()) {
    flat.set(layers[layer]!.weights, slot.weights);
    flat.set(layers[layer]!.bias, slot.bias);
  }
  return flat;
}
