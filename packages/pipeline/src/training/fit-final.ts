import { join } from 'node:path';
import { digestOf } from '@rampart/core';
import type { Preprocessing } from '@rampart/core/tensor';
import { splitGroups } from '../ingestion/split-groups.ts';
import { branchesOf, type Trial, type TrialBranch } from './candidate-settings.ts';
import { fitEncoded, rowsWhere, transformEncoded } from './encoded-rows.ts';
import { type EpochRecord, type FittedNetwork, shapeOf } from './fit-network.ts';
import { epochsOf, type FinalTask, runFinalTask } from './fit-task.ts';
import { runJobs } from './search/run-jobs.ts';
import type { TrainModelOptions } from './train-model.ts';
import { takeTransformed } from './training-data.ts';
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
  const { encoding, classes, warmStart, labels, config } = options;
  const fresh = branchesOf(chosen).map((branch) => ({
    settings: branch.candidate,
    preprocessing: fitBranch(options, branch),
    shape: shapeOf(branch.candidate, { width: 0, classes }),
    copies: branch.candidate.seeds,
  }));
  const cold = warmStart ? whyCold(warmStart.networks, { encoding, branches: fresh }) : null;
  const warm = warmStart && cold === null ? warmStart.networks!.branches : undefined;
  const rows = { rows: labels.length, ...(options.featureGroups && { absences: options.featureGroups }) };
  const all = fresh.map(({ settings, preprocessing }, at) => ({
    name: at === 0 ? 'final' : `final-${at + 1}`,
    preprocessing: warm?.[at]!.preprocessing ?? preprocessing,
    settings: warm ? warmSettings(settings) : settings,
    initials: warm?.[at]!.network.copies,
  }));
  const planned = all.map(({ settings: candidate }) => epochsOf({ candidate, data: rows }));
  const before = (branch: number) => planned.slice(0, branch).reduce((sum, epochs) => sum + epochs, 0);
  const epochs = before(all.length);
  const counted = (record: EpochRecord, branch: number) => ({
    ...record,
    epoch: before(branch) + record.epoch,
    epochs,
  });
  let done = 0;
  const branches: ModelBranch[] = [];
  await runJobs(all.entries(), options.pool?.concurrency ?? 1, async ([at, one]) => {
    branches[at] = await fitOne(options, one, (record) => {
      onProgress(++done / epochs);
      const { name: candidate } = one.settings;
      const told = { ...counted(record, at), candidate, fold: null, folds: config.training.folds };
      options.onEpoch?.(told);
    });
  });
  const history = branches.flatMap(({ network }, at) => network.history.map((record) => counted(record, at)));
  return { branches, history, warmStart: warmStart ? { version: warmStart.version, cold } : null };
}

/** Trains one network on the rows of the run. `name` is that of its random stream and of its checkpoints. */
async function fitOne(
  options: TrainModelOptions,
  {
    name,
    preprocessing,
    settings,
    initials,
  }: {
    readonly name: string;
    readonly preprocessing: Preprocessing;
    readonly settings: TrialBranch['candidate'];
    readonly initials: readonly Float32Array[] | undefined;
  },
  onEpoch: (record: EpochRecord) => void,
): Promise<ModelBranch> {
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
    candidate: settings,
    classWeights,
    oversampling,
    seed: random.fork(name).seed,
    ...(initials && { initials }),
    ...(resumeFrom && { keep: join(resumeFrom, name) }),
  };
  const hooks = { onEpoch, signal };
  return { preprocessing, network: await (pool?.train(task, hooks) ?? runFinalTask(task, hooks)) };
}

/** The preprocessing of all rows that a network wants; the stage before has often fitted it. */
function fitBranch(options: TrainModelOptions, { transformation }: TrialBranch): Preprocessing {
  const { prepared, config } = options;
  const same = digestOf(transformation) === digestOf(config.transformation);
  return same && prepared ? prepared.preprocessing : fitEncoded(options, transformation);
}
