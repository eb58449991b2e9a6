import {
  layerSlots,
  memberLogits,
  type NetworkShape,
  parameterCount,
  parameterSlots,
  varianceEpsilon,
} from '@rampart/core/tensor';
import * as tf from '@tensorflow/tfjs-core';
import type { TrainedNetwork } from './trained-network.ts';
import { cutParameters } from './step/cut-parameters.ts';
import type { TrainingData } from './training-data.ts';

/** Rows whose statistics stand for all. */
const mostRows = 16_384;

/**
 * The network as it predicts. Batch normalisation becomes part of weights and biases, by the statistics of the
 * training rows under the final parameters (rather than running averages, which lag behind); others stay as they are.
 */
export function foldBatchNormalization(
  shape: NetworkShape,
  parameters: Float32Array,
  data: Pick<TrainingData, 'features' | 'rows' | 'width'>,
): TrainedNetwork {
  if (shape.normalization !== 'batch') return { shape, parameters };
  const { members } = shape;
  const plain: NetworkShape = { ...shape, normalization: 'none' };
  const folded = new Float32Array(parameterCount(plain));
  const statistics = sumStatistics(shape, parameters, data);
  const from = layerSlots(shape);
  const names = new Map(parameterSlots(shape).map((slot) => [slot.name, slot]));
  for (const slot of parameterSlots(plain)) {
    const { start, length } = names.get(slot.name)!;
    folded.set(parameters.subarray(start, start + length), slot.start);
  }
  for (const [at, { weights, scale, bias, units }] of layerSlots(plain).slice(0, -1).entries()) {
    const { gain, offset } = from[at]!;
    const { means, variances } = statistics[at]!;
    for (let i = 0; i < members * units; i++) {
      const unit = i % units;
      const factor = parameters[gain!.start + unit]! / Math.sqrt(variances[i]! + varianceEpsilon);
      folded[bias.start + i] =
        (folded[bias.start + i]! - means[i]!) * factor + parameters[offset!.start + unit]!;
      if (scale) folded[scale.start + i]! *= factor;
      else
        for (let j = weights.start + unit; j < weights.start + weights.length; j += units)
          folded[j]! *= factor;
    }
  }
  return { shape: plain, parameters: folded };
}

/** Mean and variance of every hidden layer's sums, one a member and unit. */
function sumStatistics(
  shape: NetworkShape,
  parameters: Float32Array,
  { features, rows, width }: Pick<TrainingData, 'features' | 'rows' | 'width'>,
) {
  const count = Math.min(rows, mostRows);
  const layers: { means: Float32Array; variances: Float32Array }[] = [];
  tf.tidy(() => {
    const block = tf.tensor2d(features.subarray(0, count * width), [count, width]);
    memberLogits(shape, cutParameters(tf.tensor1d(parameters)), block, {
      onSums: (_, sums) => {
        const { mean, variance } = tf.moments(sums, 1);
        layers.push({ means: mean.dataSync<'float32'>(), variances: variance.dataSync<'float32'>() });
      },
    });
  });
  return layers;
}
