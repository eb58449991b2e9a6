import { join } from 'node:path';
import { digestOf } from '@rampart/core';
import type { Preprocessing } from '@rampart/core/tensor';
import { splitGroups } from '../splitting/split-groups.ts';
import {
  branchesOf,
  networkKeys,
  partialKey,
  type Trial,
  type TrialBranch,
} from './selection/candidate-settings.ts';
import { fitEncoded, rowsWhere, transformEncoded } from '../features/encoded-rows.ts';
import { hasPartial } from './fit-candidate.ts';
import { type EpochRecord, type FittedNetwork, shapeOf } from './learners/network/fit-network.ts';
import { epochsOf, type FinalTask, runFinalTask } from './threads/fit-task.ts';
import { runJobs } from './selection/search/run-jobs.ts';
import type { TrainModelOptions } from './train-model.ts';
import { takeTransformed } from './learners/network/training-data.ts';
import { type WarmStart, warmSettings, whyCold } from './warm-start.ts';

/** A version of a bundle and its networks; null where those are none of this version's kind. */
export interface WarmStartFrom {
  readonly version: string;
  readonly networks: WarmStart | null;
}

/** A network and the preprocessing before it. */
export interface ModelBranch {
  readonly preprocessing: Preprocessing;
  readonly network: FittedNetwork;
}

/** The networks of a model. */
export interface FinalNetworks {
  /** Their logits are averaged. */
  readonly branches: readonly ModelBranch[];
  /** Of all networks, as one course of epochs. */
  readonly history: readonly EpochRecord[];
  /** The version they were to go on from, and why they did not; null: they did. Null as a whole where there was none. */
  readonly warmStart: { readonly version: string; readonly cold: string | null } | null;
}

/** Threads for one network: a batch has too few rows for many more. */
const mostThreads = 4;

/**
 * Trains the networks of the chosen candidate on all rows, or on all but the share that early stopping is to watch.
 * Only here may networks go on from others: those may have learned from any of these rows, so that out-of-fold
 * scores of what came of them would flatter.
 */
export async function fitFinal(
  options: TrainModelOptions,
  chosen: Trial,
  onProgress: (fraction: number) => void,
): Promise<FinalNetworks> {
  const { encoding, classes, warmStart, labels, config, featureGroups, pool, onEpoch } = options;
  const fresh = branchesOf(chosen).map((branch) => ({
    settings: branch.candidate,
    preprocessing: fitBranch(options, branch),
    shape: shapeOf(branch.candidate, { width: 0, classes }),
  }));
  const cold = warmStart ? whyCold(warmStart.networks, { encoding, branches: fresh }) : null;
  const warm = warmStart && cold === null ? warmStart.networks!.branches : undefined;
  const keys = networkKeys(branchesOf(chosen));
  const starts = fresh.map(
    ({ settings, preprocessing }, at): FinalJob => ({
      key: keys[at]!,
      preprocessing: warm?.[at]!.preprocessing ?? preprocessing,
      settings,
      partial: false,
    }),
  );
  const complete = starts.map((job, at) =>
    warm ? { ...job, settings: warmSettings(job.settings), initial: warm[at]!.network.copies[0]! } : job,
  );
  // One is enough for incomplete rows, and a warm start does not go on from it.
  const [first] = starts as [FinalJob];
  const jobs = hasPartial(featureGroups, first.settings)
    ? [...complete, { ...first, key: partialKey(first.key), partial: true }]
    : complete;
  const planned = jobs.map(({ settings: candidate }) =>
    epochsOf({ candidate, data: { rows: labels.length } }),
  );
  const epochs = planned.reduce((sum, count) => sum + count, 0);
  const counted = (record: EpochRecord, job: number) => ({
    ...record,
    epoch: planned.slice(0, job).reduce((sum, count) => sum + count, 0) + record.epoch,
    epochs,
  });
  let done = 0;
  const networks: FittedNetwork[] = [];
  const width = pool?.concurrency ?? 1;
  const threads = Math.min(mostThreads, Math.max(1, Math.floor(width / jobs.length)));
  await runJobs(jobs.entries(), width, async ([at, job]) => {
    networks[at] = await fitJob(options, job, threads, (record) => {
      onProgress(++done / epochs);
      const { name: candidate } = job.settings;
      onEpoch?.({ ...counted(record, at), candidate, fold: null, folds: config.training.folds });
    });
  });
  const branches = complete.map(({ preprocessing }, at) => ({ preprocessing, network: networks[at]! }));
  const partial = networks[complete.length];
  if (partial) branches[0]!.network = { ...networks[0]!, partial };
  const history = networks.flatMap((network, at) => network.history.map((record) => counted(record, at)));
  return { branches, history, warmStart: warmStart ? { version: warmStart.version, cold } : null };
}

/** One network to train. */
interface FinalJob {
  /** Names its random stream and its checkpoints. */
  readonly key: string;
  readonly preprocessing: Preprocessing;
  readonly settings: TrialBranch['candidate'];
  readonly initial?: Float32Array;
  /** Whether it is the network for rows that lack feature groups. */
  readonly partial: boolean;
}

/** Trains one network on the rows of the run. */
async function fitJob(
  options: TrainModelOptions,
  { key, preprocessing, settings, initial, partial }: FinalJob,
  threads: number,
  onEpoch: (record: EpochRecord) => void,
): Promise<FittedNetwork> {
  const { labels, groups, classes, config, random, signal, prepared, resumeFrom, pool } = options;
  const { validationFraction: fraction, classWeights, oversampling } = config.training;
  const features = preprocessing === prepared?.preprocessing ? prepared.features : undefined;
  const inputs = transformEncoded(preprocessing, options, features);
  const held =
    fraction > 0 && splitGroups({ groups, labels, classes, fraction, random: random.fork('validation') });
  const side = (which: number) => rowsWhere(labels.length, (row) => held && held[row] === which);
  const sides = held
    ? { data: takeTransformed(inputs, side(0)), validation: takeTransformed(inputs, side(1)) }
    : { data: inputs };
  const task: FinalTask = {
    ...sides,
    partial,
    candidate: settings,
    classWeights,
    oversampling,
    seed: random.fork('final').fork(key).seed,
    threads,
    ...(initial && { initial }),
    ...(resumeFrom && { keep: join(resumeFrom, `final-${digestOf(key).slice(0, 16)}`) }),
  };
  const hooks = { onEpoch, signal };
  return pool?.train(task, hooks) ?? runFinalTask(task, hooks);
}

/** The preprocessing of all rows that a network wants; the stage before has often fitted it. */
function fitBranch(options: TrainModelOptions, { transformation }: TrialBranch): Preprocessing {
  const { prepared, config } = options;
  const same = digestOf(transformation) === digestOf(config.transformation);
  return same && prepared ? prepared.preprocessing : fitEncoded(options, transformation);
}
