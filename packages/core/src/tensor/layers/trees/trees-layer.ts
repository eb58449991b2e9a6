import type * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { parseLayerConfig } from '../../../encoding/parse-layer-config.ts';
import {
  lookupName,
  treeConfig,
  treeCount,
  type TreeEnsemble,
  type TreeShape,
} from '../../../families/trees/tree-ensemble.ts';
import { type TreeBlock, treeBlocks } from './tree-blocks.ts';
import { treeLogits } from './tree-logits.ts';

type LayerConfig = ConstructorParameters<typeof tfl.layers.Layer>[0];

/** An ensemble of trees as a layer of the saved model: encoded rows [rows, inputs] → logits [rows, outputs]. */
export class TreesLayer extends tfl.layers.Layer {
  static readonly className = 'RampartTrees';
  readonly ensemble: TreeShape;
  readonly #blocks: readonly TreeBlock[];
  #leaves!: tfl.LayerVariable;
  #bias!: tfl.LayerVariable;
  #lookups: readonly tfl.LayerVariable[] = [];

  /** Throws RampartError('bundle') where `ensemble`, which a model file may have brought, is no shape. */
  constructor(config: LayerConfig & { readonly ensemble: TreeShape }) {
    super(config);
    this.ensemble = parseLayerConfig(treeConfig, config, 'trees').ensemble;
    this.#blocks = treeBlocks(this.ensemble);
  }

  override build(): void {
    const weight = (name: string, ...shape: number[]) =>
      this.addWeight(name, shape, 'float32', tfl.initializers.zeros());
    const { depth, outputs, lookups } = this.ensemble;
    this.#leaves = weight('leaves', treeCount(this.ensemble) * 2 ** depth, outputs);
    this.#bias = weight('bias', outputs);
    this.#lookups = lookups.map(({ entries, values }, at) => weight(lookupName(at), entries, values));
    this.built = true;
  }

  override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
    const [rows] = shape as tfl.Shape;
    return [rows ?? null, this.ensemble.outputs];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [rows] = (Array.isArray(inputs) ? inputs : [inputs]) as tf.Tensor2D[];
    return treeLogits(this.ensemble, this.#blocks, rows!, {
      leaves: this.#leaves.read() as tf.Tensor2D,
      bias: this.#bias.read() as tf.Tensor1D,
      lookups: this.#lookups.map((lookup) => lookup.read() as tf.Tensor2D),
    });
  }

  /** The ensemble with what it learned, as plain data. */
  readEnsemble(): TreeEnsemble {
    // A copy: the cpu backend gives the numbers themselves.
    const numbers = (variable: tfl.LayerVariable) => Float32Array.from(variable.read().dataSync());
    return {
      shape: this.ensemble,
      leaves: numbers(this.#leaves),
      bias: numbers(this.#bias),
      lookups: this.#lookups.map(numbers),
    };
  }

  override getConfig(): tf.serialization.ConfigDict {
    const ensemble = this.ensemble as unknown as tf.serialization.ConfigDict;
    return { ...super.getConfig(), ensemble };
  }
}
