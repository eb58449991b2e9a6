import { type Config, createRandom } from '@rampart/core';
import { parameterCount } from '@rampart/core/tensor';
import { groupSubsets, withGroups } from '../../features/absences.ts';
import type { CandidateSettings } from '../selection/candidate-settings.ts';
import { checkpointFile } from '../learners/network/checkpoint.ts';
import { fitCandidate, fitPartial, hasPartial } from '../fit-candidate.ts';
import { type FitHooks, type FittedNetwork, planOf, shapeOf } from '../learners/network/fit-network.ts';
import { fittedLogits } from '../learners/network/predict-network.ts';
import { resumeFit } from './resume-fit.ts';
import { fitsKernel } from '../learners/network/step/fused-network.ts';
import type { TrainingData } from '../learners/network/training-data.ts';

/** A network to train, as plain data that can go to another thread. */
interface NetworkTask {
  readonly data: TrainingData;
  readonly candidate: CandidateSettings;
  /** Whether it is the network for rows that lack feature groups, rather than that for complete ones. */
  readonly partial?: boolean;
  readonly classWeights: 'none' | 'balanced';
  readonly oversampling?: Config['training']['oversampling'];
  readonly seed: number;
  /** Threads that may work on it at a time, where it is worth more than one; 1 where left out. */
  readonly threads?: number;
  /** Path without an ending of what lets a killed run go on; nothing is kept where left out. */
  readonly keep?: string;
}

/** One network to train and the rows to score with it. */
export interface FitTask extends NetworkTask {
  readonly test: Pick<TrainingData, 'features' | 'rows' | 'absences'>;
}

/** One network to train for its own sake. */
export interface FinalTask extends NetworkTask {
  /** Rows for early stopping to watch. */
  readonly validation?: TrainingData;
  /** Flat parameters to start from. */
  readonly initial?: Float32Array;
}

/** What came of a task: logits of the test rows, row-major [rows × outputs]. */
export interface FitOutcome {
  readonly logits: Float64Array;
  /**
   * The same with some feature groups hidden: one for each of `groupSubsets` but the first; none without groups, and
   * none of a network for complete rows where there is another for the others.
   */
  readonly subsetLogits: readonly Float64Array[];
  /** Numbers that the network learned. */
  readonly parameters: number;
  /** Spent on training. */
  readonly seconds: number;
  /** Spent on scoring the test rows. */
  readonly predictSeconds: number;
}

/** What a task may tell, and what ends it: those of a training's hooks that reach another thread. */
export type TaskHooks = Pick<FitHooks, 'onEpoch' | 'signal'>;

/** Does a task on the current backend of this thread. */
export function runFitTask(task: FitTask, hooks: TaskHooks = {}): Promise<FitOutcome> {
  return resumeFit(task.keep, (checkpoint) => fitAndScore(task, { ...hooks, checkpoint }));
}

/** Does a task whose outcome is the network, on the current backend of this thread. */
export function runFinalTask(task: FinalTask, hooks: TaskHooks = {}): Promise<FittedNetwork> {
  const { initial, keep } = task;
  return fitOf(task, {
    ...hooks,
    initial,
    ...(keep !== undefined && { checkpoint: checkpointFile(`${keep}.checkpoint`) }),
  });
}

function fitOf(task: NetworkTask & Pick<FinalTask, 'validation'>, hooks: FitHooks): Promise<FittedNetwork> {
  const { data, validation, candidate, classWeights, oversampling, seed, partial } = task;
  const threads = isWorthAThread(task) ? task.threads : 1;
  const options = { classWeights, oversampling, random: createRandom(seed), threads, ...hooks };
  return partial
    ? fitPartial(data, candidate, options)
    : fitCandidate({ data, ...(validation && { validation }) }, candidate, options);
}

async function fitAndScore(task: FitTask, hooks: FitHooks): Promise<FitOutcome> {
  const { test, candidate, partial = false } = task;
  const started = performance.now();
  const network = await fitOf(task, hooks);
  const trained = performance.now();
  const logits = partial ? new Float64Array() : fittedLogits(network, test);
  const scored = performance.now();
  const another = !partial && hasPartial(test.absences, candidate);
  return {
    logits,
    subsetLogits: another ? [] : logitsOfSubsets(network, test),
    parameters: parameterCount(network.shape),
    seconds: (trained - started) / 1000,
    predictSeconds: (scored - trained) / 1000,
  };
}

function logitsOfSubsets(
  network: FittedNetwork,
  { features, rows, absences }: FitTask['test'],
): Float64Array[] {
  if (absences === undefined) return [];
  const [, ...subsets] = groupSubsets(absences.groups.length, absences.ungrouped);
  return subsets.map((present) =>
    fittedLogits(network, {
      rows,
      features: withGroups(features, rows, absences, present),
    }),
  );
}

/** Whether a task computes with tensors, on a backend, rather than in the kernel alone. */
export function needsTensors({ data, candidate }: NetworkTask): boolean {
  const { capacity } = planOf(candidate, data.rows);
  return candidate.kernel === 'off' || !fitsKernel(shapeOf(candidate, data), capacity);
}

/** Epochs planned for a task. */
export function epochsOf({
  candidate,
  data: { rows },
}: Pick<NetworkTask, 'candidate'> & { readonly data: Pick<TrainingData, 'rows'> }): number {
  return planOf(candidate, rows).epochs;
}

/** Whether a task takes longer than another thread takes to start. */
export function isWorthAThread(task: NetworkTask): boolean {
  return costOf(task) >= 2e9;
}

/** Multiplications and additions that a task takes, roughly: three products a layer, a row and an epoch. */
export function costOf(task: NetworkTask): number {
  const { data, candidate } = task;
  const shape = shapeOf(candidate, data);
  return 6 * shape.members * parameterCount(shape) * data.rows * epochsOf(task);
}
