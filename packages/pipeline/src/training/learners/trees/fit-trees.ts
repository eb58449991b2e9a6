import type { Random } from '@rampart/core';
import { type TreeEnsemble, throwIfAborted, type TreeSettings } from '@rampart/core/internal';
import type { EncodedRows } from '../../../features/encoded-rows.ts';
import type { Checkpoint } from '../array-file.ts';
import { targetsOf } from '../class-logits.ts';
import type { EpochRecord, Fit, FitOptions } from '../learner.ts';
import { logitLoss } from '../network/logit-loss.ts';
import { nextTurn } from '../next-turn.ts';
import { ensembleOf } from './ensemble-of.ts';
import { growTrees } from './grow-trees.ts';
import { type PreparedTrees, prepareTrees, type TreeRows } from './prepare-trees.ts';
import { type BestTrees, readTreeState, type TreeState, writeTreeState } from './tree-checkpoint.ts';

/** Trees of an epoch. */
export const epochTrees = 10;

/** A checkpoint comes after so many trees, or milliseconds, whatever is sooner. */
const checkpointTrees = 50;
const checkpointTime = 2000;

/** What a training may take along and tell. */
export type TreeHooks = Pick<FitOptions<TreeEnsemble>, 'start' | 'checkpoint' | 'onEpoch' | 'signal'>;

/**
 * Trains an ensemble, after the trees of another one where there is a start. The same seed gives the same bytes, in one
 * go or taken up from a checkpoint. With rows to watch it is cut back to the trees with which their loss was lowest,
 * and training ends once `patience` epochs have brought nothing. Throws RampartError('aborted') on the signal,
 * 'training' where rows do not fit into memory.
 */
export async function fitTrees(
  rows: TreeRows,
  settings: TreeSettings,
  random: Random,
  { start, checkpoint, onEpoch, signal }: TreeHooks,
): Promise<Fit<TreeEnsemble>> {
  const prepared = prepareTrees(rows, settings, random, start);
  const losses = lossesOf(prepared);
  const growing = growTrees(prepared, settings);
  const epochs = Math.ceil(settings.trees / epochTrees);
  const watching = rows.watching !== undefined;
  // One that goes on has learned already; another one has at least a tree.
  let best: BestTrees = { trees: 0, loss: watching && start ? losses.watched() : Number.POSITIVE_INFINITY };
  const resumed = checkpoint && (await readTreeState(checkpoint, prepared.start.shape));
  const trees = [...(resumed?.trees ?? [])];
  const history = [...(resumed?.history ?? [])];
  best = resumed?.best ?? best;
  for (const tree of trees) growing.add(tree);
  const keep = keeper(checkpoint, trees.length);

  while (trees.length < settings.trees && !exhausted()) {
    await nextTurn();
    throwIfAborted(signal);
    trees.push(growing.grow(random.fork(`tree ${trees.length + 1}`).seed));
    const validationLoss = watching ? losses.watched() : undefined;
    if (validationLoss !== undefined && validationLoss < best.loss) {
      best = { trees: trees.length, loss: validationLoss };
    }
    if (trees.length % epochTrees === 0 || trees.length === settings.trees) tell(validationLoss);
    await keep({ trees, history, best: best.trees > 0 ? best : undefined });
  }
  const kept = watching ? trees.slice(0, best.trees) : trees;
  return { fitted: ensembleOf({ ...prepared, trees: kept }), history };

  function exhausted(): boolean {
    return (
      watching &&
      trees.length % epochTrees === 0 &&
      trees.length - best.trees >= settings.patience * epochTrees
    );
  }

  function tell(validationLoss: number | undefined): void {
    const record: EpochRecord = {
      epoch: history.length + 1,
      epochs,
      learningRate: settings.learningRate,
      loss: losses.training(),
      ...(validationLoss !== undefined && { validationLoss }),
    };
    history.push(record);
    onEpoch?.(record);
  }
}

/** The mean losses of the rows in the kernel, by their present logits. */
function lossesOf({ kernel, start, rows: { training, watching } }: PreparedTrees) {
  const { outputs } = start.shape;
  const gradient = new Float32Array(kernel.logits.length);
  const lossOf = ({ labels, classes, positive, weights }: EncodedRows, logits: Float64Array) => {
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

/** Writes the state down now and then; `count` trees have been so already. */
function keeper(checkpoint: Checkpoint | undefined, count: number): (state: TreeState) => Promise<void> {
  let written = count;
  let at = performance.now();
  return async (state) => {
    if (checkpoint === undefined) return;
    const due = state.trees.length - written >= checkpointTrees || performance.now() - at >= checkpointTime;
    if (!due) return;
    await writeTreeState(checkpoint, state);
    written = state.trees.length;
    at = performance.now();
  };
}
