import {
  hasSkip,
  layerSlots,
  type NetworkShape,
  type ParameterSlot,
  varianceEpsilon,
} from '@rampart/core/portable';
import { activations } from './activations.ts';
import { addProduct } from './add-product.ts';

/** A hidden layer of all members, and the sums of the one under way. */
interface HiddenLayer {
  readonly units: number;
  readonly weights: Float32Array;
  readonly scale: Float32Array | undefined;
  readonly bias: Float32Array;
  readonly gain: Float32Array | undefined;
  readonly offset: Float32Array | undefined;
  readonly skip: boolean;
  readonly sums: Float64Array;
}

/**
 * A network without batch normalisation over plain arrays: adds its logits [outputs], the mean over its members, to
 * `logits` for a row [inputs].
 */
export function plainNetwork(
  shape: NetworkShape,
  parameters: (slot: ParameterSlot) => Float32Array,
): (row: Float32Array, logits: Float64Array) => void {
  const { members, outputs } = shape;
  const activate = activations[shape.activation];
  const slots = layerSlots(shape);
  const output = slots.pop()!;
  const hidden = slots.map((slot, at): HiddenLayer => {
    const { units, weights, scale, bias, gain, offset } = slot;
    return {
      units,
      weights: parameters(weights),
      scale: scale && parameters(scale),
      bias: parameters(bias),
      gain: gain && parameters(gain),
      offset: offset && parameters(offset),
      skip: hasSkip(shape, at),
      sums: new Float64Array(units),
    };
  });
  // The first layer's product is the same for all members.
  const shared = new Float64Array(hidden[0]?.units ?? 0);
  const weights = Array.from({ length: members }, (_, member) =>
    ofMember(parameters(output.weights), member, members),
  );
  const bias = parameters(output.bias);
  const total = new Float64Array(outputs);

  return (row, logits) => {
    total.fill(0);
    if (hidden.length > 0) {
      shared.fill(0);
      addProduct(row, hidden[0]!.weights, shared);
    }
    for (let member = 0; member < members; member++) {
      let values: Float32Array | Float64Array = row;
      for (let at = 0; at < hidden.length; at++) {
        const layer = hidden[at]!;
        const { sums, skip } = layer;
        if (at === 0) sums.set(shared);
        else {
          sums.fill(0);
          addProduct(values, layer.weights, sums);
        }
        shift(layer, member);
        if (layer.gain && layer.offset) normalize(sums, layer.gain, layer.offset);
        activate(sums);
        if (skip) for (let u = 0; u < sums.length; u++) sums[u]! += values[u]!;
        values = sums;
      }
      addProduct(values, weights[member]!, total);
      for (let k = 0; k < outputs; k++) total[k]! += bias[member * outputs + k]!;
    }
    for (let k = 0; k < outputs; k++) logits[k]! += total[k]! / members;
  };
}

/** Scales and shifts the sums in the member's own way. */
function shift({ units, scale, bias, sums }: HiddenLayer, member: number): void {
  const at = member * units;
  if (scale) for (let u = 0; u < units; u++) sums[u]! *= scale[at + u]!;
  for (let u = 0; u < units; u++) sums[u]! += bias[at + u]!;
}

/** Layer normalisation in place. */
function normalize(sums: Float64Array, gain: Float32Array, offset: Float32Array): void {
  const units = sums.length;
  let mean = 0;
  for (let u = 0; u < units; u++) mean += sums[u]! / units;
  let variance = 0;
  for (let u = 0; u < units; u++) variance += (sums[u]! - mean) ** 2 / units;
  const deviation = Math.sqrt(variance + varianceEpsilon);
  for (let u = 0; u < units; u++) sums[u] = ((sums[u]! - mean) / deviation) * gain[u]! + offset[u]!;
}

function ofMember(all: Float32Array, member: number, members: number): Float32Array {
  const size = all.length / members;
  return all.subarray(member * size, (member + 1) * size);
}
