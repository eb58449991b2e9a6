import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { parseLayerConfig } from '../../../encoding/parse-layer-config.ts';
import { networkLogits } from './forward-network.ts';
import {
  networkConfig,
  type NetworkShape,
  parameterSlots,
  weightName,
} from '../../../families/network/network-shape.ts';

type LayerConfig = ConstructorParameters<typeof tfl.layers.Layer>[0];

/**
 * A trained network as a layer of the saved model: transformed rows [rows, inputs] → logits [rows, outputs], the mean
 * over `copies` networks of one shape, each with weights of its own.
 */
export class NetworkLayer extends tfl.layers.Layer {
  static readonly className = 'RampartNetwork';
  readonly network: NetworkShape;
  readonly copies: number;
  #variables: ReadonlyMap<string, tfl.LayerVariable> = new Map();

  /** Throws RampartError('bundle') where `network`, which a model file may have brought, is no shape. */
  constructor(config: LayerConfig & { readonly network: NetworkShape; readonly copies?: number }) {
    super(config);
    const { network, copies } = parseLayerConfig(networkConfig, config, 'network');
    this.network = network;
    this.copies = copies;
  }

  override build(): void {
    this.#variables = new Map(
      Array.from({ length: this.copies }, (_, copy) => copy).flatMap((copy) =>
        parameterSlots(this.network).map(({ name, dimensions }) => {
          const full = weightName(name, copy);
          return [full, this.addWeight(full, [...dimensions], 'float32', tfl.initializers.zeros())];
        }),
      ),
    );
    this.built = true;
  }

  override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
    const [rows] = shape as tfl.Shape;
    return [rows ?? null, this.network.outputs];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [rows] = Array.isArray(inputs) ? inputs : [inputs];
    return tf.tidy(() => {
      const logits = Array.from({ length: this.copies }, (_, copy) =>
        networkLogits(
          this.network,
          (slot) => this.#variables.get(weightName(slot.name, copy))!.read(),
          rows as tf.Tensor2D,
        ),
      );
      return this.copies === 1 ? logits[0]! : tf.div(tf.addN(logits), this.copies);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const network = this.network as unknown as tf.serialization.ConfigDict;
    return { ...super.getConfig(), network, copies: this.copies };
  }
}
