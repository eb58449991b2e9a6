import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { temperatureOnly } from '../../calibration/calibration-state.ts';
import type { ModelFiles } from '../../encoding/model-files.ts';
import { layerKinds } from '../../encoding/topology/layer-kinds.ts';
import { CalibrationLayer } from '../../tensor/layers/calibration/calibration-layer.ts';
import { saveModel } from '../../tensor/model-files/save-model.ts';
import { StumpLayer } from './stump-layer.ts';
import { stumpLayerKind } from './stump-layer-kind.ts';

/** Makes the layer of the second family known to TensorFlow.js, and to what checks saved models. */
export function registerStump(): void {
  tf.serialization.registerClass(StumpLayer);
  layerKinds.set(stumpLayerKind.className, stumpLayerKind);
}

/** The files of a model of two columns: the mean of a tree on each, with the border .5, calibrated. */
export async function stumpModel(outputs: number): Promise<ModelFiles> {
  const rows = tfl.input({ shape: [2], name: 'rows' });
  const trees = [0, 1].map((column) => {
    const split = { column, border: 0.5, missing: column };
    const layer = new StumpLayer({ name: `stump-${column + 1}`, split, gain: 1, outputs });
    const logits = layer.apply(rows) as tfl.SymbolicTensor;
    const leaves = Float32Array.from({ length: 2 * outputs }, (_, i) => (i + 1) * (column - 0.7));
    tf.tidy(() => layer.setWeights([tf.tensor2d(leaves, [2, outputs])]));
    return logits;
  });
  const mean = tfl.layers.average({ name: 'average', trainable: false }).apply(trees) as tfl.SymbolicTensor;
  const layer = new CalibrationLayer({ name: 'probabilities', calibration: temperatureOnly(1.5, outputs) });
  const model = tfl.model({ inputs: rows, outputs: layer.apply(mean) as tfl.SymbolicTensor });
  try {
    return await saveModel(model);
  } finally {
    model.dispose();
  }
}
