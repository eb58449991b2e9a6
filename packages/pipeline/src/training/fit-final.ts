import { join } from 'node:path';
import { digestOf } from '@rampart/core';
import type { Preprocessing } from '@rampart/core/tensor';
import { splitGroups } from '../ingestion/split-groups.ts';
import type { Trial } from './candidate-settings.ts';
import { checkpointFile } from './checkpoint.ts';
import { fitEncoded, rowsWhere, transformEncoded } from './encoded-rows.ts';
import { type CandidateRows, fitCandidate } from './fit-candidate.ts';
import { type FittedNetwork, shapeOf } from './fit-network.ts';
import type { TrainModelOptions } from './train-model.ts';
import { takeTransformed } from './training-data.ts';
import { type WarmStart, warmSettings, whyCold } from './warm-start.ts';

/** A version of a bundle and its network; null where that is none of this version's kind. */
export interface WarmStartFrom {
  readonly version: string;
  readonly network: WarmStart | null;
}

/** The network of a model and the preprocessing before it. */
export interface FinalNetwork {
  readonly preprocessing: Preprocessing;
  readonly network: FittedNetwork;
  /** The version it was to go on from, and why it did not; null: it did. Null as a whole where there was none. */
  readonly warmStart: { readonly version: string; readonly cold: string | null } | null;
}

/**
 * Trains the chosen candidate on all rows, or on all but the share that early stopping is to watch. Only here may a
 * network go on from another one: that one may have learned from any of these rows, so that out-of-fold scores of
 * what came of it would flatter.
 */
export async function fitFinal(
  options: TrainModelOptions,
  chosen: Trial,
  onProgress: (fraction: number) => void,
): Promise<FinalNetwork> {
  const { labels, groups, classes, config, random, signal, prepared, encoding, warmStart } = options;
  const { validationFraction: fraction, classWeights, oversampling } = config.training;
  const fresh = fitChosen(options, chosen);
  const data = transformEncoded(
    fresh,
    options,
    fresh === prepared?.preprocessing ? prepared.features : undefined,
  );
  const shape = shapeOf(chosen.candidate, data);
  const cold = warmStart
    ? whyCold(warmStart.network, { encoding, preprocessing: fresh, shape, copies: chosen.candidate.seeds })
    : null;
  const warm = warmStart && cold === null ? warmStart.network! : undefined;

  const preprocessing = warm?.preprocessing ?? fresh;
  const inputs = warm ? transformEncoded(preprocessing, options) : data;
  const settings = warm ? warmSettings(chosen.candidate) : chosen.candidate;
  const from = options.resumeFrom;
  const fit = (rows: CandidateRows) =>
    fitCandidate(rows, settings, {
      classWeights,
      oversampling,
      random: random.fork('final'),
      onEpoch(record) {
        onProgress(record.epoch / record.epochs);
        options.onEpoch?.({ ...record, candidate: settings.name, fold: null, folds: config.training.folds });
      },
      signal,
      initials: warm?.network.copies,
      ...(from && { checkpointOf: (name) => checkpointFile(join(from, `final.${name}.checkpoint`)) }),
    });
  const held =
    fraction > 0 && splitGroups({ groups, labels, classes, fraction, random: random.fork('validation') });
  const side = (which: number) => rowsWhere(labels.length, (row) => held && held[row] === which);
  const network = await fit(
    held
      ? { data: takeTransformed(inputs, side(0)), validation: takeTransformed(inputs, side(1)) }
      : { data: inputs },
  );
  return { preprocessing, network, warmStart: warmStart ? { version: warmStart.version, cold } : null };
}

/** The preprocessing of all rows that the chosen candidate wants; the stage before has often fitted it. */
function fitChosen(options: TrainModelOptions, { transformation }: Trial): Preprocessing {
  const { prepared, config } = options;
  const same = digestOf(transformation) === digestOf(config.transformation);
  return same && prepared ? prepared.preprocessing : fitEncoded(options, transformation);
}
