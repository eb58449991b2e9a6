import type * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { parseLayerConfig } from '../../encoding/parse-layer-config.ts';
import { applyPreprocessing } from './apply-preprocessing.ts';
import {
  type Preprocessing,
  preprocessingSchema,
  preprocessingWidth,
} from '../../preprocessing/preprocessing.ts';

type LayerConfig = ConstructorParameters<typeof tfl.layers.Layer>[0];

/** Preprocessing as a layer of the saved model: encoded rows [rows, features] → network inputs [rows, width]. */
export class PreprocessingLayer extends tfl.layers.Layer {
  static readonly className = 'RampartPreprocessing';
  readonly preprocessing: Preprocessing;

  /** Throws RampartError('bundle') where `preprocessing`, which a model file may have brought, is not valid. */
  constructor(config: LayerConfig & { readonly preprocessing: Preprocessing }) {
    super({ ...config, trainable: false });
    this.preprocessing = parseLayerConfig(preprocessingSchema, config.preprocessing, 'preprocessing');
  }

  override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
    const [rows] = shape as tfl.Shape;
    return [rows ?? null, preprocessingWidth(this.preprocessing)];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [rows] = Array.isArray(inputs) ? inputs : [inputs];
    return applyPreprocessing(this.preprocessing, rows as tf.Tensor2D);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const preprocessing = this.preprocessing as unknown as tf.serialization.ConfigDict;
    return { ...super.getConfig(), preprocessing };
  }
}
