import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { groupColumns } from '../../encoding/group-columns.ts';
import { parseLayerConfig } from '../../encoding/parse-layer-config.ts';
import { presentGroups } from './present-groups.ts';

type LayerConfig = ConstructorParameters<typeof tfl.layers.Layer>[0];

/**
 * Chooses between two networks by what a row has: applied to the logits of the one for complete rows, those of the one
 * for rows that lack feature groups, both [rows × outputs], and the encoded rows [rows × features].
 */
export class CompleteRowsLayer extends tfl.layers.Layer {
  static readonly className = 'RampartCompleteRows';
  /** The columns, among the encoded ones, of each feature group. */
  readonly groups: readonly (readonly number[])[];

  /** Throws RampartError('bundle') where `groups`, which a model file may have brought, are no lists of columns. */
  constructor(config: LayerConfig & { readonly groups: readonly (readonly number[])[] }) {
    super({ ...config, trainable: false });
    this.groups = parseLayerConfig(groupColumns.min(1), config.groups, 'complete-rows');
  }

  override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
    return (shape as tfl.Shape[])[0]!;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [complete, partial, rows] = inputs as tf.Tensor2D[];
    return tf.tidy(() => {
      // Exact: every factor is 0 or 1, and logits are finite.
      const whole = tf.min(presentGroups(this.groups, rows!), 1, true);
      return tf.add(tf.mul(complete!, whole), tf.mul(partial!, tf.sub(1, whole)));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), groups: this.groups.map((columns) => [...columns]) };
  }
}
