import {
  CalibrationLayer,
  CompleteRowsLayer,
  type ModelFiles,
  registerLayers,
  saveModel,
  WeightedAverageLayer,
} from '@rampart/core/tensor';
import * as tfl from '@tensorflow/tfjs-layers';
import type { FittedMember } from './trained-model.ts';
import { type Learner, learnerOf, type MemberGraph } from './learners/learner.ts';
import { learners as builtIn } from './learners/learners.ts';
import type { TrainedModel } from './trained-model.ts';

type Symbolic = tfl.SymbolicTensor;

/** What of a trained model goes into its files. */
export type ExportedParts = Pick<
  TrainedModel,
  'inputs' | 'members' | 'weights' | 'incomplete' | 'calibration'
>;

/**
 * One LayersModel from encoded rows [rows × features] to probabilities: [rows × 1], of the positive class, for two
 * classes, else [rows × classes]. Names are fixed, so that equal models give equal files. The caller disposes the model.
 */
export async function exportModel(
  { inputs, members, weights, incomplete, calibration }: ExportedParts,
  learners: readonly Learner[] = builtIn,
): Promise<tfl.LayersModel> {
  // For whoever saves and loads it with TensorFlow.js alone.
  registerLayers();
  const { groups } = calibration;
  const rows = tfl.input({ shape: [inputs], name: 'rows' });
  const made = new Map<string, Symbolic>();
  const shared: MemberGraph['shared'] = (key, make) => {
    const found = made.get(key) ?? make();
    made.set(key, found);
    return found;
  };
  const logitsOf = (some: readonly FittedMember[], kind: string, by?: readonly number[]) => {
    const each = some.map(({ family, fitted }, at) =>
      learnerOf(learners, family).export(fitted, { rows, named: layerNames(at, kind), shared }),
    );
    return each.length === 1 ? each[0]! : averageOf(each, `average${kind}`, by);
  };
  const complete = logitsOf(members, '', weights);
  const logits =
    incomplete.length > 0 && groups.length > 0
      ? new CompleteRowsLayer({ name: 'complete-rows', groups }).apply([
          complete,
          logitsOf(incomplete, '-partial'),
          rows,
        ])
      : complete;
  const calibrated = new CalibrationLayer({ name: 'probabilities', calibration });
  const outputs = calibrated.apply(groups.length > 0 ? [logits as Symbolic, rows] : logits);
  return tfl.model({ name: 'rampart', inputs: rows, outputs: outputs as Symbolic });
}

/** The names in a model of the layers of the member at a place. `kind` tells those for incomplete rows apart. */
export function layerNames(at: number, kind = ''): MemberGraph['named'] {
  return (layer) => `${layer}${kind}${at === 0 ? '' : `-${at + 1}`}`;
}

function averageOf(logits: Symbolic[], name: string, weights: readonly number[] | undefined): Symbolic {
  const layer =
    weights === undefined
      ? tfl.layers.average({ name, trainable: false })
      : new WeightedAverageLayer({ name, weights });
  return layer.apply(logits) as Symbolic;
}

/** The same model as files; nothing of it is left on the backend. */
export async function exportModelFiles(
  trained: ExportedParts,
  learners: readonly Learner[] = builtIn,
): Promise<ModelFiles> {
  const model = await exportModel(trained, learners);
  try {
    return await saveModel(model);
  } finally {
    model.dispose();
  }
}
