import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { z } from 'zod';
import { RampartError } from '../../../errors.ts';
import { networkLogits } from './forward-network.ts';
import { type NetworkShape, networkShape, parameterSlots } from '../../../families/network/network-shape.ts';

const settings = z.object({ network: networkShape, copies: z.int().positive().default(1) });

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
    const { data, error } = settings.safeParse(config);
    if (error !== undefined) {
      throw new RampartError(
        'bundle',
        error.issues.map(({ path, message }) => ({
          where: `the model's network layer, ${path.join('.')}`,
          expected: `a network of this version (${message})`,
          fix: 'Upgrade Rampart if the model was made by a newer version, else copy the model again.',
        })),
      );
    }
    this.network = data.network;
    this.copies = data.copies;
  }

  override build(): void {
    this.#variables = new Map(
      Array.from({ length: this.copies }, (_, copy) => copy).flatMap((copy) =>
        parameterSlots(this.network).map(({ name, dimensions }) => {
          const full = nameOf(name, copy);
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
          (slot) => this.#variables.get(nameOf(slot.name, copy))!.read(),
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

function nameOf(slot: string, copy: number): string {
  return copy === 0 ? slot : `copy-${copy + 1}/${slot}`;
}

tf.serialization.registerClass(NetworkLayer);
