import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { averageWeights } from '../../encoding/average-weights.ts';
import { parseLayerConfig } from '../../encoding/parse-layer-config.ts';

/** What every layer may be told, but for the weights, which TensorFlow.js takes for tensors. */
type LayerConfig = Omit<NonNullable<ConstructorParameters<typeof tfl.layers.Layer>[0]>, 'weights'>;

/** The mean of several layers, all [rows × outputs], each with a weight of its own. */
export class WeightedAverageLayer extends tfl.layers.Layer {
  static readonly className = 'RampartWeightedAverage';
  /** One for each of the layers, in their order; their sum is 1. */
  readonly shares: readonly number[];

  /** Throws RampartError('bundle') where `weights`, which a model file may have brought, are none. */
  constructor({ weights, ...config }: LayerConfig & { readonly weights: readonly number[] }) {
    super({ ...config, trainable: false });
    this.shares = parseLayerConfig(averageWeights, weights, 'weighted-average');
  }

  override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
    return (shape as tfl.Shape[])[0]!;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() =>
      tf.addN((inputs as tf.Tensor[]).map((values, at) => tf.mul(values, this.shares[at]!))),
    );
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), weights: [...this.shares] };
  }
}
