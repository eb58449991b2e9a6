import { join } from 'node:path';
import { digestOf } from '@rampart/core';
import type { Preprocessing } from '@rampart/core/tensor';
import { splitGroups } from '../ingestion/split-groups.ts';
import { branchesOf, type Trial, type TrialBranch } from './candidate-settings.ts';
import { checkpointFile } from './checkpoint.ts';
import { fitEncoded, rowsWhere, transformEncoded } from './encoded-rows.ts';
import { type CandidateRows, fitCandidate } from './fit-candidate.ts';
import { type EpochRecord, type FittedNetwork, shapeOf } from './fit-network.ts';
import { epochsOf } from './fit-task.ts';
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
  const planned = fresh.map(({ settings }) => epochsOf(settings, rows));
  const branches: ModelBranch[] = [];
  const history: EpochRecord[] = [];
  for (const [at, { settings, preprocessing }] of fresh.entries()) {
    const before = history.length;
    const after = planned.slice(at + 1).reduce((sum, epochs) => sum + epochs, 0);
    const counted = (record: EpochRecord) => ({
      ...record,
      epoch: before + record.epoch,
      epochs: before + record.epochs + after,
    });
    const branch = await fitOne(options, {
      name: at === 0 ? 'final' : `final-${at + 1}`,
      preprocessing: warm?.[at]!.preprocessing ?? preprocessing,
      settings: warm ? warmSettings(settings) : settings,
      initials: warm?.[at]!.network.copies,
      onEpoch(record) {
        const told = counted(record);
        onProgress(told.epoch / told.epochs);
        options.onEpoch?.({ ...told, candidate: settings.name, fold: null, folds: config.training.folds });
      },
    });
    branches.push(branch);
    history.push(...branch.network.history.map(counted));
  }
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
    onEpoch,
  }: {
    readonly name: string;
    readonly preprocessing: Preprocessing;
    readonly settings: TrialBranch['candidate'];
    readonly initials: readonly Float32Array[] | undefined;
    readonly onEpoch: (record: EpochRecord) => void;
  },
): Promise<ModelBranch> {
  const { labels, groups, classes, config, random, signal, prepared, resumeFrom } = options;
  const { validationFraction: fraction, classWeights, oversampling } = config.training;
  const features = preprocessing === prepared?.preprocessing ? prepared.features : undefined;
  const inputs = transformEncoded(preprocessing, options, features);
  const held =
    fraction > 0 && splitGroups({ groups, labels, classes, fraction, random: random.fork('validation') });
  const side = (which: number) => rowsWhere(labels.length, (row) => held && held[row] === which);
  const rows: CandidateRows = held
    ? { data: takeTransformed(inputs, side(0)), validation: takeTransformed(inputs, side(1)) }
    : { data: inputs };
  const network = await fitCandidate(rows, settings, {
    classWeights,
    oversampling,
    random: random.fork(name),
    onEpoch,
    signal,
    initials,
    ...(resumeFrom && {
      checkpointOf: (copy) => checkpointFile(join(resumeFrom, `${name}.${copy}.checkpoint`)),
    }),
  });
  return { preprocessing, network };
}

/** The preprocessing of all rows that a network wants; the stage before has often fitted it. */
function fitBranch(options: TrainModelOptions, { transformation }: TrialBranch): Preprocessing {
  const { prepared, config } = options;
  const same = digestOf(transformation) === digestOf(config.transformation);
  return same && prepared ? prepared.preprocessing : fitEncoded(options, transformation);
}
