import * as tf from '@tensorflow/tfjs-core';
import {
  hasSkip,
  layerSlots,
  type NetworkShape,
  type ParameterSlot,
  varianceEpsilon,
} from '../../../families/network/network-shape.ts';

/** Tensors of a network's parameters, by slot. */
export type ParameterTensors = (slot: ParameterSlot) => tf.Tensor;

/** What training does to the hidden units that prediction does not. */
export interface ForwardOptions {
  /** One inverted-dropout mask a hidden layer, [members · rows, units], the first member's rows first; undefined for a layer without dropout. */
  readonly masks?: readonly (tf.Tensor2D | undefined)[];
  /** Called with a layer's sums [members, rows, units] before they are normalised. */
  readonly onSums?: (layer: number, sums: tf.Tensor3D) => void;
}

/**
 * Logits of every member, [rows, members, outputs], for rows [rows, inputs]. Batch normalisation is by these very rows: a trained network has it folded into its weights.
 */
export function memberLogits(
  shape: NetworkShape,
  parameters: ParameterTensors,
  rows: tf.Tensor2D,
  { masks, onSums }: ForwardOptions = {},
): tf.Tensor3D {
  const { members, activation, normalization } = shape;
  const [count] = rows.shape;
  return tf.tidy(() => {
    const layers = layerSlots(shape);
    const { weights, bias, inputs, units } = layers.pop()!;
    let hidden = rows;
    for (const [at, layer] of layers.entries()) {
      // The first layer's product is the same for all members.
      let sums = tf.reshape(tf.matMul(hidden, parameters(layer.weights) as tf.Tensor2D), [
        at === 0 ? 1 : members,
        -1,
        layer.units,
      ]) as tf.Tensor3D;
      const each = (slot: ParameterSlot) => tf.reshape(parameters(slot), [members, 1, layer.units]);
      if (layer.scale) sums = tf.mul(sums, each(layer.scale));
      sums = tf.add(sums, each(layer.bias));
      onSums?.(at, sums);
      if (normalization !== 'none') {
        sums = normalize(sums, normalization === 'batch' ? 1 : 2);
        sums = tf.add(tf.mul(sums, parameters(layer.gain!)), parameters(layer.offset!));
      }
      let out = tf.reshape(activations[activation](sums), [-1, layer.units]) as tf.Tensor2D;
      const mask = masks?.[at];
      if (mask) out = tf.mul(out, mask);
      if (hasSkip(shape, at)) out = tf.add(out, hidden);
      hidden = out;
    }
    const last =
      layers.length === 0
        ? tf.tile(tf.reshape(hidden, [1, count, inputs]), [members, 1, 1])
        : tf.reshape(hidden, [members, count, inputs]);
    const logits = tf.matMul(last, parameters(weights) as tf.Tensor3D);
    const each = members === 1 ? tf.reshape(logits, [-1, 1, units]) : tf.transpose(logits, [1, 0, 2]);
    return tf.add(each, parameters(bias));
  });
}

/** Logits [rows, outputs]: the members' mean. */
export function networkLogits(
  shape: NetworkShape,
  parameters: ParameterTensors,
  rows: tf.Tensor2D,
): tf.Tensor2D {
  return tf.tidy(() => {
    const logits = memberLogits(shape, parameters, rows);
    return tf.mean(logits, 1);
  });
}

const activations: Readonly<Record<NetworkShape['activation'], (sums: tf.Tensor3D) => tf.Tensor3D>> = {
  relu: tf.relu,
  silu: (sums) => tf.mul(sums, tf.sigmoid(sums)),
  // Hendrycks and Gimpel (2016), in the tanh form.
  gelu: (sums) => {
    const cubic = tf.mul(sums, tf.add(tf.mul(tf.mul(sums, sums), 0.044715), 1));
    return tf.mul(tf.mul(sums, 0.5), tf.add(tf.tanh(tf.mul(cubic, Math.sqrt(2 / Math.PI))), 1));
  },
  tanh: tf.tanh,
};

function normalize(sums: tf.Tensor3D, axis: number): tf.Tensor3D {
  const centred = tf.sub(sums, tf.mean(sums, axis, true));
  const variance = tf.mean(tf.mul(centred, centred), axis, true);
  return tf.div(centred, tf.sqrt(tf.add(variance, varianceEpsilon)));
}
