import { createRandom, type TreeEnsemble, treesFamily, type TreeSettings } from '@rampart/core/internal';
import { TreesLayer } from '@rampart/core/tensor';
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { rowsWhere, takeEncoded } from '../../../features/encoded-rows.ts';
import { outputUnits } from '../class-logits.ts';
import type { Learner } from '../learner.ts';
import { fitBalancedTrees } from './fit-balanced-trees.ts';
import { epochTrees } from './fit-trees.ts';
import { scoreColumns } from './score-columns.ts';
import { treesCost, treesRowCost } from './trees-cost.ts';

/** Boosts oblivious trees on encoded rows. */
export const treesLearner: Learner<TreeSettings, TreeEnsemble> = {
  family: treesFamily,
  tensors: false,
  keepsMonotone: true,

  async fit(all, settings, { seed, watched, start, checkpoint, onEpoch, signal }) {
    const held = new Set(watched);
    const rows = watched
      ? {
          training: takeEncoded(
            all,
            rowsWhere(all.labels.length, (row) => !held.has(row)),
          ),
          watching: takeEncoded(all, watched),
        }
      : { training: all };
    return fitBalancedTrees(rows, settings, createRandom(seed), { start, checkpoint, onEpoch, signal });
  },

  logits: scoreColumns,

  epochs: ({ trees }) => Math.ceil(trees / epochTrees),

  cost: treesCost,

  parameters: ({ shape, leaves, bias, lookups }) =>
    shape.splits.border.length +
    leaves.length +
    bias.length +
    lookups.reduce((sum, { length }) => sum + length, 0),

  rowCost: treesRowCost,

  gain: ({ shape }) => Float64Array.from(shape.gain),

  describe(settings) {
    const { classWeights: _, oversampling: __, tomekLinks: ___, groupDropout: ____, ...own } = settings;
    return own;
  },

  warm: (settings) => ({ ...settings, trees: Math.ceil(settings.trees / 3) }),

  whyCold: ({ shape: { inputs, outputs, depth } }, { columns, classes }, settings) =>
    inputs === columns.length && outputs === outputUnits(classes) && depth === settings.depth
      ? null
      : 'its trees have another shape than the chosen ones',

  export({ shape, leaves, bias, lookups }, { rows, named }) {
    const layer = new TreesLayer({ name: named('trees'), ensemble: shape });
    const logits = layer.apply(rows) as tfl.SymbolicTensor;
    tf.tidy(() =>
      layer.setWeights([
        tf.tensor2d(leaves, [leaves.length / shape.outputs, shape.outputs]),
        tf.tensor1d(bias),
        ...shape.lookups.map(({ entries, values }, i) => tf.tensor2d(lookups[i]!, [entries, values])),
      ]),
    );
    return logits;
  },

  read(model, named) {
    const layer = model.layers.find(({ name }) => name === named('trees'));
    return layer instanceof TreesLayer ? layer.readEnsemble() : null;
  },
};
