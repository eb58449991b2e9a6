import type { Random } from '@rampart/core';
import { type TreeEnsemble, throwIfAborted, type TreeSettings } from '@rampart/core/internal';
import { targetsOf } from '../class-logits.ts';
import type { EpochRecord, Fit, FitOptions } from '../learner.ts';
import { logitLoss } from '../network/logit-loss.ts';
import { nextTurn } from '../next-turn.ts';
import { ensembleOf } from './ensemble-of.ts';
import { growTrees } from './grow-trees.ts';
import type { GrownTree } from './grown-tree.ts';
import { type PreparedTrees, prepareTrees, type TreeRows } from './prepare-trees.ts';

/** Trees of an epoch. */
export const epochTrees = 10;

/** What a training may take along and tell. */
export type TreeHooks = Pick<FitOptions<TreeEnsemble>, 'start' | 'checkpoint' | 'onEpoch' | 'signal'>;

/** The number of trees with the lowest loss of the watched rows so far. */
interface Best {
  readonly trees: number;
  readonly loss: number;
}

/**
 * Trains an ensemble, after the trees of another one where there is a start. The same seed gives the same bytes. With
 * rows to watch it is cut back to the trees with which their loss was lowest, and training ends once `patience` epochs
 * have brought nothing. Throws RampartError('aborted') on the signal, 'training' where rows do not fit into memory.
 */
export async function fitTrees(
  rows: TreeRows,
  settings: TreeSettings,
  random: Random,
  { start, onEpoch, signal }: TreeHooks,
): Promise<Fit<TreeEnsemble>> {
  const prepared = prepareTrees(rows, settings, random, start);
  const { columns } = prepared;
  const losses = lossesOf(rows, prepared);
  const grow = growTrees(prepared, settings);
  const epochs = Math.ceil(settings.trees / epochTrees);
  const trees: GrownTree[] = [];
  const history: EpochRecord[] = [];
  // One that goes on has learned already; another one has at least a tree.
  let best: Best = { trees: 0, loss: start === undefined ? Number.POSITIVE_INFINITY : losses.watched() };
  while (trees.length < settings.trees && !exhausted()) {
    await nextTurn();
    throwIfAborted(signal);
    trees.push(grow(random.fork(`tree ${trees.length + 1}`).seed));
    const validationLoss = rows.watching && losses.watched();
    if (validationLoss !== undefined && validationLoss < best.loss) {
      best = { trees: trees.length, loss: validationLoss };
    }
    if (trees.length % epochTrees > 0 && trees.length < settings.trees) continue;
    const epoch = history.length + 1;
    const { learningRate } = settings;
    const loss = losses.training();
    const record = {
      epoch,
      epochs,
      learningRate,
      loss,
      ...(validationLoss !== undefined && { validationLoss }),
    };
    history.push(record);
    onEpoch?.(record);
  }
  const kept = rows.watching ? trees.slice(0, best.trees) : trees;
  return { fitted: ensembleOf({ start: prepared.start, columns, trees: kept }), history };

  function exhausted(): boolean {
    if (rows.watching === undefined || trees.length % epochTrees > 0) return false;
    return trees.length - best.trees >= settings.patience * epochTrees;
  }
}

/** The mean losses of the rows in the kernel, by their present logits. */
function lossesOf({ training, watching }: TreeRows, { kernel, start }: PreparedTrees) {
  const { outputs } = start.shape;
  const gradient = new Float32Array(kernel.logits.length);
  const lossOf = ({ labels, classes, positive, weights }: TreeRows['training'], logits: Float64Array) => {
    const targets = targetsOf(labels, classes, positive);
    return () =>
      logitLoss(logits, outputs, { targets, ...(weights && { weights }), labelSmoothing: 0 }, gradient).loss;
  };
  const border = training.labels.length * outputs;
  return {
    training: lossOf(training, kernel.logits.subarray(0, border)),
    watched: watching ? lossOf(watching, kernel.logits.subarray(border)) : () => Number.POSITIVE_INFINITY,
  };
}
