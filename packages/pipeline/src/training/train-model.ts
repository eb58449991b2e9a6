import type { Config, Metrics, Random } from '@rampart/core';
import { fitPreprocessing, type Preprocessing } from '@rampart/core/tensor';
import { assignFolds } from '../ingestion/assign-folds.ts';
import { splitGroups } from '../ingestion/split-groups.ts';
import { type CandidateSettings, candidateSettings } from './candidate-settings.ts';
import { type EncodedRows, rowsWhere, takeEncoded, transformEncoded } from './encoded-rows.ts';
import { type CandidateRows, fitCandidate } from './fit-candidate.ts';
import type { FittedNetwork } from './fit-network.ts';
import type { FitPool } from './fit-pool.ts';
import { outOfFoldLogits } from './out-of-fold.ts';
import { type LeaderboardEntry, selectCandidate } from './select-candidate.ts';
import { takeTransformed } from './training-data.ts';

/** All that a training run needs; the rows are training rows only. */
export interface TrainModelOptions extends EncodedRows {
  /** Group of each row: rows of one group never lie on both sides of a fold. */
  readonly groups: Int32Array;
  /** Preprocessing fitted on these rows and what it makes of them, where that has been done already. */
  readonly prepared?: PreparedRows;
  readonly config: Pick<Config, 'training' | 'transformation'>;
  readonly random: Random;
  /** Does the fits of the selection; in this thread, one after the other, where left out. */
  readonly pool?: FitPool | undefined;
  /** Called with the share of the work done, in [0, 1]. */
  readonly onProgress?: (fraction: number, note: string) => void;
  readonly signal?: AbortSignal;
}

/** Fitted preprocessing with the rows it was fitted on, transformed: row-major [rows × width]. */
export interface PreparedRows {
  readonly preprocessing: Preprocessing;
  readonly features: Float32Array;
}

/** A model as plain data. */
export interface TrainedModel {
  readonly preprocessing: Preprocessing;
  readonly network: FittedNetwork;
  readonly temperature: number;
  /** Least probability of the positive class that is called positive; 0.5 with more than two classes. */
  readonly threshold: number;
  readonly positive: number | null;
  /** Name of the candidate. */
  readonly chosen: string;
  readonly leaderboard: readonly LeaderboardEntry[];
  /** Of the chosen candidate's calibrated out-of-fold probabilities at the threshold. */
  readonly outOfFold: Metrics;
  /** Those probabilities, row-major [rows × classes]. */
  readonly outOfFoldProbabilities: Float64Array;
}

/**
 * Chooses among the candidates on out-of-fold scores, calibrates, and trains the chosen one on all rows. Throws
 * RampartError('data') where the rows do not allow the folds, 'training' where a network diverges, 'aborted'.
 */
export async function trainModel(options: TrainModelOptions): Promise<TrainedModel> {
  const { labels, groups, classes, positive, config, random, onProgress, signal } = options;
  const { training, transformation } = config;
  const { folds, classWeights } = training;
  const candidates = candidateSettings(training);
  // One network of each candidate per fold, and one on all rows, which are folds / (folds - 1) as many.
  const selecting = (folds * candidates.length) / (folds * candidates.length + folds / (folds - 1));

  const fold = assignFolds({ groups, labels, classes, folds, random: random.fork('folds') });
  const tried = await outOfFoldLogits(options, candidates, {
    fold,
    folds,
    transformation,
    classWeights,
    random: random.fork('out-of-fold'),
    pool: options.pool,
    onProgress: (fraction, note) => onProgress?.(fraction * selecting, note),
    signal,
  });
  const { chosen, calibration, leaderboard } = selectCandidate(tried, options, {
    fold,
    folds,
    objective: training.threshold,
  });

  const preprocessing =
    options.prepared?.preprocessing ?? fitPreprocessing(options.encoding, options.columns, transformation);
  const network = await fitFinal(options, preprocessing, chosen, (fraction) =>
    onProgress?.(selecting + fraction * (1 - selecting), `${chosen.name}, all training rows`),
  );
  return {
    preprocessing,
    network,
    temperature: calibration.temperature,
    threshold: calibration.threshold,
    positive,
    chosen: chosen.name,
    leaderboard,
    outOfFold: calibration.metrics,
    outOfFoldProbabilities: calibration.probabilities,
  };
}

/** Trains on all rows, or on all but the share that early stopping is to watch. */
async function fitFinal(
  options: TrainModelOptions,
  preprocessing: Preprocessing,
  settings: CandidateSettings,
  onProgress: (fraction: number) => void,
): Promise<FittedNetwork> {
  const { labels, groups, classes, config, random, signal } = options;
  const { validationFraction: fraction, classWeights } = config.training;
  const data = transformEncoded(preprocessing, options, options.prepared?.features);
  const fit = (rows: CandidateRows) =>
    fitCandidate(rows, settings, {
      classWeights,
      random: random.fork('final'),
      onEpoch: ({ epoch }) => onProgress(epoch / settings.epochs),
      signal,
    });
  if (fraction === 0) return fit({ labelled: options, data });

  const held = splitGroups({ groups, labels, classes, fraction, random: random.fork('validation') });
  const [kept, watched] = [0, 1].map((side) => rowsWhere(labels.length, (row) => held[row] === side));
  return fit({
    labelled: takeEncoded(options, kept!),
    data: takeTransformed(data, kept!),
    validation: takeTransformed(data, watched!),
  });
}
