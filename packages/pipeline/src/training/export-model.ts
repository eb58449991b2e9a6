import {
  CalibrationLayer,
  CompleteRowsLayer,
  type ModelFiles,
  NetworkLayer,
  parameterSlots,
  PreprocessingLayer,
  saveModel,
} from '@rampart/core/tensor';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { FittedNetwork } from './fit-network.ts';
import type { TrainedModel } from './train-model.ts';

/**
 * One LayersModel from encoded rows [rows × features] to probabilities: [rows × 1], of the positive class, for two
 * classes, else [rows × classes]. Names are fixed, so that equal models give equal files. The caller disposes the model.
 */
export async function exportModel({
  preprocessing,
  network,
  calibration,
}: Pick<TrainedModel, 'preprocessing' | 'network' | 'calibration'>): Promise<tfl.LayersModel> {
  const rows = tfl.input({ shape: [preprocessing.inputs], name: 'rows' });
  const inputs = new PreprocessingLayer({ name: 'preprocessing', preprocessing }).apply(rows);
  const networkOf = (fitted: Pick<FittedNetwork, 'shape' | 'copies'>, name: string) => {
    const layer = new NetworkLayer({ name, network: fitted.shape, copies: fitted.copies.length });
    const logits = layer.apply(inputs) as tfl.SymbolicTensor;
    tf.tidy(() => layer.setWeights(weightsOf(fitted)));
    return logits;
  };
  const { groups } = calibration;
  const { partial } = network;
  let logits = networkOf(network, 'network');
  if (partial && groups.length > 0) {
    const choice = new CompleteRowsLayer({ name: 'complete-rows', groups });
    logits = choice.apply([logits, networkOf(partial, 'network-partial'), rows]) as tfl.SymbolicTensor;
  }
  const calibrated = new CalibrationLayer({ name: 'probabilities', calibration });
  const outputs = calibrated.apply(groups.length > 0 ? [logits, rows] : logits);
  return tfl.model({ name: 'rampart', inputs: rows, outputs: outputs as tfl.SymbolicTensor });
}

function weightsOf({ shape, copies }: Pick<FittedNetwork, 'shape' | 'copies'>): tf.Tensor[] {
  return copies.flatMap((parameters) =>
    parameterSlots(shape).map(({ start, length, dimensions }) =>
      tf.tensor(parameters.slice(start, start + length), [...dimensions]),
    ),
  );
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
