import { createRandom, digestOf, networkFamily, type NetworkSettings } from '@rampart/core/internal';
import {
  NetworkLayer,
  packRows,
  parameterCount,
  parameterSlots,
  PreprocessingLayer,
  transformRows,
} from '@rampart/core/tensor';
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { rowsWhere } from '../../../features/encoded-rows.ts';
import type { Learner } from '../learner.ts';
import { networkCheckpoint } from './checkpoint.ts';
import { estimateInputs } from './estimate-inputs.ts';
import { fitBalanced } from './fit-balanced.ts';
import { planOf, shapeOf } from './fit-network.ts';
import type { FittedNetwork } from './trained-network.ts';
import { networkRows, transformEncoded } from './network-rows.ts';
import { networkLogits } from './predict-network.ts';
import { takeTransformed } from './training-data.ts';
import { warmSettings, whyCold } from './warm-start.ts';

/** Trains fully connected networks on transformed rows. */
export const networkLearner: Learner<NetworkSettings, FittedNetwork> = {
  family: networkFamily,
  tensors: true,
  keepsMonotone: false,

  async fit(rows, settings, { seed, watched, start, checkpoint, ...hooks }) {
    const { preprocessing, data } =
      start === undefined
        ? networkRows(rows, settings.transformation)
        : { preprocessing: start.preprocessing, data: transformEncoded(start.preprocessing, rows) };
    const held = new Set(watched);
    const sides = watched
      ? {
          data: takeTransformed(
            data,
            rowsWhere(data.rows, (row) => !held.has(row)),
          ),
          validation: takeTransformed(data, watched),
        }
      : { data };
    const { history, ...network } = await fitBalanced(sides, settings, {
      ...hooks,
      random: createRandom(seed),
      initial: start?.parameters,
      checkpoint: checkpoint && networkCheckpoint(checkpoint),
    });
    return { fitted: { ...network, preprocessing }, history };
  },

  logits({ preprocessing, ...network }, columns) {
    const rows = columns[0]!.length;
    return networkLogits(network, { rows, features: transformRows(preprocessing, packRows(columns), rows) });
  },

  epochs: (settings, rows) => planOf(settings, rows).epochs,

  // Three products a layer, a row and an epoch.
  cost(settings, { encoding, classes, rows }) {
    const shape = shapeOf(settings, { width: estimateInputs(encoding, settings.transformation), classes });
    return 6 * shape.members * parameterCount(shape) * rows * planOf(settings, rows).epochs;
  },

  parameters: ({ shape }) => parameterCount(shape),

  // Networks that share their weights each take theirs.
  rowCost: ({ shape }) => parameterCount(shape) * shape.members,

  describe(settings) {
    const { transformation, ...others } = settings;
    const { classWeights: _, oversampling: __, tomekLinks: ___, groupDropout: ____, ...own } = others;
    return { ...own, numeric: transformation.numeric, bins: transformation.bins };
  },

  warm: warmSettings,
  whyCold,

  export({ preprocessing, shape, parameters }, { rows, named, shared }) {
    const inputs = shared(
      `preprocessing ${digestOf(preprocessing)}`,
      () =>
        new PreprocessingLayer({ name: named('preprocessing'), preprocessing }).apply(
          rows,
        ) as tfl.SymbolicTensor,
    );
    const layer = new NetworkLayer({ name: named('network'), network: shape });
    const logits = layer.apply(inputs) as tfl.SymbolicTensor;
    tf.tidy(() =>
      layer.setWeights(
        parameterSlots(shape).map(({ start, length, dimensions }) =>
          tf.tensor(parameters.slice(start, start + length), [...dimensions]),
        ),
      ),
    );
    return logits;
  },

  read(model, named) {
    const layer = model.layers.find(({ name }) => name === named('network'));
    if (!(layer instanceof NetworkLayer) || layer.copies !== 1) return null;
    const before = layer.inboundNodes[0]?.inboundLayers[0];
    if (!(before instanceof PreprocessingLayer)) return null;
    const parameters = layer.getWeights().flatMap((weights) => [...weights.dataSync<'float32'>()]);
    return {
      preprocessing: before.preprocessing,
      shape: layer.network,
      parameters: Float32Array.from(parameters),
    };
  },
};
