import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

/** The border of a one-level tree, and the side that missing values are on. */
export interface StumpSplit {
  readonly column: number;
  readonly border: number;
  /** 1 where a missing value counts as above the border, else 0. */
  readonly missing: number;
}

type LayerConfig = ConstructorParameters<typeof tfl.layers.Layer>[0];

/** A one-level tree as a layer of the saved model: encoded rows [rows, features] → logits [rows, outputs]. */
export class StumpLayer extends tfl.layers.Layer {
  static readonly className = 'RampartStump';
  readonly split: StumpSplit;
  /** What the split took off the training loss, in nats over all rows; for people. */
  readonly gain: number;
  readonly outputs: number;
  #leaves!: tfl.LayerVariable;

  constructor(config: LayerConfig & Pick<StumpLayer, 'split' | 'gain' | 'outputs'>) {
    super(config);
    this.split = config.split;
    this.gain = config.gain;
    this.outputs = config.outputs;
  }

  override build(): void {
    this.#leaves = this.addWeight('leaves', [2, this.outputs], 'float32', tfl.initializers.zeros());
    this.built = true;
  }

  override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
    const [rows] = shape as tfl.Shape;
    return [rows ?? null, this.outputs];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [rows] = Array.isArray(inputs) ? inputs : [inputs];
    const { column, border, missing } = this.split;
    return tf.tidy(() => {
      const values = tf.squeeze(tf.slice(rows as tf.Tensor2D, [0, column], [-1, 1]), [1]);
      const absent = tf.cast(tf.isNaN(values), 'float32');
      const above = tf.cast(tf.greater(values, border), 'float32');
      // Exact: every term is 0 or 1. No comparison with NaN is true.
      const side = tf.add(above, tf.mul(absent, missing));
      return tf.gather(this.#leaves.read(), tf.cast(side, 'int32') as tf.Tensor1D);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), split: { ...this.split }, gain: this.gain, outputs: this.outputs };
  }
}
