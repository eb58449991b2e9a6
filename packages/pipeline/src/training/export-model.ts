import {
  CalibrationLayer,
  CompleteRowsLayer,
  type ModelFiles,
  NetworkLayer,
  parameterSlots,
  PreprocessingLayer,
  registerLayers,
  saveModel,
} from '@rampart/core/tensor';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { FittedNetwork } from './learners/network/fit-network.ts';
import type { TrainedModel } from './train-model.ts';

type Symbolic = tfl.SymbolicTensor;

/**
 * One LayersModel from encoded rows [rows × features] to probabilities: [rows × 1], of the positive class, for two
 * classes, else [rows × classes]. Names are fixed, so that equal models give equal files. The caller disposes the model.
 */
export async function exportModel({
  branches,
  calibration,
}: Pick<TrainedModel, 'branches' | 'calibration'>): Promise<tfl.LayersModel> {
  // For whoever saves and loads it with TensorFlow.js alone.
  registerLayers();
  const { groups } = calibration;
  const rows = tfl.input({ shape: [branches[0]!.preprocessing.inputs], name: 'rows' });
  const networkOf = (fitted: Pick<FittedNetwork, 'shape' | 'copies'>, name: string, inputs: Symbolic) => {
    const layer = new NetworkLayer({ name, network: fitted.shape, copies: fitted.copies.length });
    const logits = layer.apply(inputs) as Symbolic;
    tf.tidy(() => layer.setWeights(weightsOf(fitted)));
    return logits;
  };
  const all = branches.map(({ preprocessing, network }, branch) => {
    const named = (name: string) => (branch === 0 ? name : `${name}-${branch + 1}`);
    const inputs = new PreprocessingLayer({ name: named('preprocessing'), preprocessing }).apply(
      rows,
    ) as Symbolic;
    return { inputs, logits: networkOf(network, named('network'), inputs) };
  });
  const [first] = all;
  const { partial } = branches[0]!.network;
  const complete = all.length === 1 ? first!.logits : averageOf(all.map(({ logits }) => logits));
  const logits =
    partial && groups.length > 0
      ? new CompleteRowsLayer({ name: 'complete-rows', groups }).apply([
          complete,
          networkOf(partial, 'network-partial', first!.inputs),
          rows,
        ])
      : complete;
  const calibrated = new CalibrationLayer({ name: 'probabilities', calibration });
  const outputs = calibrated.apply(groups.length > 0 ? [logits as Symbolic, rows] : logits);
  return tfl.model({ name: 'rampart', inputs: rows, outputs: outputs as Symbolic });
}

function averageOf(logits: Symbolic[]): Symbolic {
  return tfl.layers.average({ name: 'average', trainable: false }).apply(logits) as Symbolic;
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
