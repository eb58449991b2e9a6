import { type ModelFiles, PreprocessingLayer, saveModel } from '@rampart/core/tensor';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { TrainedModel } from './train-model.ts';

/**
 * One LayersModel from encoded rows [rows × features] to probabilities: [rows × 1], of the positive class, for two
 * classes, else [rows × classes]. The temperature is divided out of the last layer. Names are fixed, so that equal
 * models give equal files. The caller disposes the model.
 */
export async function exportModel({
  preprocessing,
  network,
  temperature,
}: Pick<TrainedModel, 'preprocessing' | 'network' | 'temperature'>): Promise<tfl.LayersModel> {
  const { shape, parameters } = network;
  const last = parameters.length - 1;
  const model = tfl.sequential({ name: 'rampart' });
  model.add(
    new PreprocessingLayer({ name: 'preprocessing', preprocessing, inputShape: [preprocessing.inputs] }),
  );
  for (const [layer, { bias }] of parameters.entries()) {
    const output = shape.outputs === 1 ? 'sigmoid' : 'softmax';
    model.add(
      tfl.layers.dense({
        name: layer === last ? 'probabilities' : `hidden-${layer + 1}`,
        units: bias.length,
        activation: layer === last ? output : 'relu',
      }),
    );
  }
  tf.tidy(() => {
    const values = parameters.flatMap(({ weights, bias }, layer) => {
      const divided = (value: number) => (layer === last ? value / temperature : value);
      return [
        tf.tensor2d(weights.map(divided), [weights.length / bias.length, bias.length]),
        tf.tensor1d(bias.map(divided)),
      ];
    });
    model.setWeights(values);
  });
  return model;
}

/** The same model as files; nothing of it is left on the backend. */
export async function exportModelFiles(trained: Parameters<typeof exportModel>[0]): Promise<ModelFiles> {
  const model = await exportModel(trained);
  try {
    return await saveModel(model);
  } finally {
    model.dispose();
  }
}
