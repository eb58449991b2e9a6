import { type Config, type Decision, type Metrics, type Random, statedPrevalence } from '@rampart/core';
import type { CalibrationState, Preprocessing } from '@rampart/core/tensor';
import { assignFolds } from '../splitting/assign-folds.ts';
import { decisionsOf, stateOfSubsets } from './decision/calibrate-subsets.ts';
import { fixedTrials, type Trial } from './selection/candidate-settings.ts';
import { requireDecidable } from './decision/decide-threshold.ts';
import { type CalibrationFacts, calibrationFactsOf } from './decision/calibration-facts.ts';
import { noGroups } from '../features/absences.ts';
import type { EncodedRows } from '../features/encoded-rows.ts';
import { hasPartial } from './fit-candidate.ts';
import { type FinalNetworks, fitFinal, type WarmStartFrom } from './fit-final.ts';
import type { FitPool } from './threads/fit-pool.ts';
import { foldLosses, takeFolds } from './selection/fold-losses.ts';
import { type NetworkEpoch, OutOfFold } from './selection/out-of-fold.ts';
import { mean } from './selection/search/compare-candidates.ts';
import { searchCandidates, wantsSearch } from './selection/search/search-candidates.ts';
import { decideChosen, type LeaderboardEntry, selectCandidate } from './selection/select-candidate.ts';
import { createTrainingProgress } from './training-progress.ts';
import type { TriedCandidate } from './selection/tried-candidate.ts';

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
  /** Called with every epoch of every network. */
  readonly onEpoch?: (epoch: NetworkEpoch) => void;
  readonly signal?: AbortSignal;
  /** What the last network goes on from where it fits; it starts from random numbers where left out. */
  readonly warmStart?: WarmStartFrom | undefined;
  /** Directory of what lets a killed run go on; nothing is kept where left out. */
  readonly resumeFrom?: string;
}

/** Fitted preprocessing with the rows it was fitted on, transformed: row-major [rows × width]. */
export interface PreparedRows {
  readonly preprocessing: Preprocessing;
  readonly features: Float32Array;
}

/** A model as plain data. */
export interface TrainedModel extends FinalNetworks {
  /** What the last layer computes, for each subset of the feature groups where there are any. */
  readonly calibration: CalibrationState;
  /** How logits of complete rows become probabilities, and what that came to. */
  readonly calibrationFacts: CalibrationFacts;
  /** What is decided on complete rows, and then on those of each other subset of the feature groups. */
  readonly decisions: readonly Decision[];
  readonly positive: number | null;
  /** Name of the candidate. */
  readonly chosen: string;
  readonly leaderboard: readonly LeaderboardEntry[];
  /** Of the chosen candidate's calibrated out-of-fold probabilities, each row decided by the feature groups that it has. */
  readonly outOfFold: Metrics;
  /** Those probabilities, row-major [rows × classes]. */
  readonly outOfFoldProbabilities: Float64Array;
}

/**
 * Chooses among the candidates on out-of-fold scores, calibrates, and trains the chosen one on all rows. Throws
 * RampartError('data') where the rows do not allow the folds, 'training' where a network diverges, 'aborted'.
 */
export async function trainModel(options: TrainModelOptions): Promise<TrainedModel> {
  const { positive, featureGroups = noGroups, config, onProgress } = options;
  requireDecidable(config.training, options);
  const started = performance.now();
  const elapsed = () => (performance.now() - started) / 1000;
  const trials = fixedTrials(config, options.encoding);
  const { training } = config;
  const progress = createTrainingProgress(
    { training, fixed: trials.length, featureGroups: options.featureGroups },
    elapsed,
    (fraction, note) => onProgress?.(fraction, note),
  );
  const { chosen, decided, leaderboard } = await choose(options, trials, elapsed, progress.fitted);
  const final = await fitFinal(options, chosen, (fraction) =>
    progress.final(fraction, `${chosen.candidate.name}, all training rows`),
  );
  return {
    ...final,
    calibration: stateOfSubsets(decided.calibrations, featureGroups),
    calibrationFacts: calibrationFactsOf(decided.calibrations[0]!.calibration, training, options),
    decisions: decisionsOf(decided.calibrations, featureGroups, statedPrevalence(training)),
    positive,
    chosen: chosen.candidate.name,
    leaderboard,
    outOfFold: decided.metrics,
    outOfFoldProbabilities: decided.probabilities,
  };
}

/** Tries the candidates of the configuration, then those of a search where one is wanted, and selects. */
async function choose(
  options: TrainModelOptions,
  trials: readonly Trial[],
  elapsed: () => number,
  onFit: (note: string) => void,
) {
  const { labels, groups, classes, config, random, pool, onEpoch, signal } = options;
  const { training } = config;
  const { folds } = training;
  const fold = assignFolds({ groups, labels, classes, folds, random: random.fork('folds') });
  const outOfFold = new OutOfFold(options, {
    fold,
    folds,
    training,
    random: random.fork('out-of-fold'),
    pool,
    onFit,
    onEpoch,
    signal,
    resumeFrom: options.resumeFrom,
  });
  const fixed = await outOfFold.tryAll(trials);
  const loss = (candidate: TriedCandidate, tried: number) => {
    if (candidate.failure) return Number.POSITIVE_INFINITY;
    return mean(foldLosses(outOfFold.logits(candidate, tried), takeFolds(options, fold, tried)));
  };
  const drawn = wantsSearch(training)
    ? await searchCandidates({
        config,
        random: random.fork('search'),
        fixed,
        width: outOfFold.width,
        partial: hasPartial(options.featureGroups, training),
        fit: (candidate, held) => outOfFold.fit(candidate, held),
        partsOf: (candidate) => outOfFold.partsOf(candidate),
        loss,
        costOf: (candidate) => outOfFold.costOf(candidate),
        elapsed,
      })
    : [];
  const judged = { fold, training };
  const selection = selectCandidate([...fixed, ...drawn], outOfFold, options, judged);
  // Only of who has been chosen: no other one will answer incomplete rows.
  await outOfFold.fitPartial(selection.chosen);
  return { ...selection, decided: decideChosen(selection, outOfFold, options, judged) };
}
