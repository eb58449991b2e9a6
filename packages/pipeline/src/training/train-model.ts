import { statedPrevalence } from '@rampart/core/internal';
import { assignFolds } from '../splitting/assign-folds.ts';
import { decisionsOf, stateOfSubsets } from './decision/calibrate-subsets.ts';
import { keepMonotone } from './selection/keep-monotone.ts';
import { fixedTrials, type Trial } from './selection/trial.ts';
import { requireDecidable } from './decision/decide-threshold.ts';
import { calibrationFactsOf } from './decision/calibration-facts.ts';
import { noGroups } from '../features/encoded-groups.ts';
import { onlyEncoded, takeEncoded } from '../features/encoded-rows.ts';
import { estimateSeconds } from './estimate-seconds.ts';
import { featureImportance } from './feature-importance.ts';
import { fitFinal } from './fit-final.ts';
import { createFitPool, type FitPool } from './threads/fit-pool.ts';
import { takeSampled } from './sample-rows.ts';
import { keptMembers } from './selection/blend/choose-blend.ts';
import { groupedMean } from './selection/grouped-mean.ts';
import { rowLosses, takeFolds } from './selection/row-losses.ts';
import { judgeFeatures } from './selection/judge-features.ts';
import { OutOfFold } from './selection/out-of-fold.ts';
import { searchCandidates, wantsSearch } from './selection/search/search-candidates.ts';
import { priorStanding } from './selection/prior.ts';
import { decideChosen, selectCandidate } from './selection/select-candidate.ts';
import { createTrainingProgress } from './training-progress.ts';
import { splitGain } from './split-gain.ts';
import type { TriedCandidate } from './selection/tried-candidate.ts';
import type { TrainModelOptions } from './train-options.ts';
import type { TrainedModel } from './trained-model.ts';

/**
 * Chooses among the candidates on out-of-fold scores, calibrates, and trains the chosen one on all rows. Throws
 * RampartError('data') where the rows do not allow the folds, 'training' where a member diverges, 'aborted'.
 */
export async function trainModel(options: TrainModelOptions): Promise<TrainedModel> {
  const { positive, featureGroups = noGroups, config, onProgress } = options;
  requireDecidable(config.training, options);
  const started = performance.now();
  const elapsed = () => (performance.now() - started) / 1000;
  const { training } = config;
  await using pool = options.pool ? undefined : createFitPool(1, 'cpu');
  const run = { ...options, pool: options.pool ?? pool! };
  const given = { ...options, learners: run.pool.learners };
  const { kept: trials, leftOut } = keepMonotone(fixedTrials(given), given);
  if (leftOut.length > 0) options.onLeftOut?.(leftOut);
  const progress = createTrainingProgress(training, trials, elapsed, (fraction, note) =>
    onProgress?.(fraction, note),
  );
  const seconds = estimateSeconds(run, trials);
  if (seconds !== null) options.onEstimate?.(seconds);
  const { chosen, chosenBy, blend, decided, leaderboard, gain, features } = await choose(
    selectionOf(run),
    trials,
    elapsed,
    progress.fitted,
  );
  const final = await fitFinal(run, { ...chosen, ...keptMembers(chosen.members, blend) }, (fraction) =>
    progress.final(fraction, `${chosen.name}, all training rows`),
  );
  return {
    ...final,
    inputs: options.encoding.length,
    calibration: stateOfSubsets(decided.calibrations, featureGroups),
    calibrationFacts: calibrationFactsOf(decided.calibrations[0]!.calibration, training, options),
    decisions: decisionsOf(decided.calibrations, featureGroups, statedPrevalence(training)),
    positive,
    chosen: chosen.name,
    chosenBy,
    leaderboard,
    gain,
    carriers: features.carriers,
    importance: featureImportance(
      options.encoding,
      features,
      splitGain(final.members, run.pool.learners, options.encoding.length),
    ),
    outOfFold: decided.metrics,
    outOfFoldProbabilities: decided.probabilities,
  };
}

/** The rows that candidates are compared on, and how many the chosen one will learn from. */
type SelectionRows = TrainModelOptions & { readonly pool: FitPool; readonly all: number };

function selectionOf(options: TrainModelOptions & { readonly pool: FitPool }): SelectionRows {
  const { selection, labels, groups } = options;
  const all = labels.length;
  if (selection === undefined) return { ...options, all };
  const { weights: _, prepared: __, ...others } = options;
  const { columns } = takeEncoded(options, selection.rows);
  const { weights, ...rows } = takeSampled({ groups, labels }, selection);
  return { ...others, columns, ...rows, ...(weights && { weights }), all };
}

/** Tries the candidates of the configuration, then those of a search where one is wanted, and selects. */
async function choose(
  options: SelectionRows,
  trials: readonly Trial[],
  elapsed: () => number,
  onFit: (note: string) => void,
) {
  const { labels, groups, classes, config, random, pool, onEpoch, signal } = options;
  const { training } = config;
  const { folds } = training;
  const fold = assignFolds({
    groups,
    labels,
    classes,
    folds,
    random: random.fork('folds'),
    names: options.classNames,
    weights: options.weights,
  });
  const outOfFold = new OutOfFold(onlyEncoded(options), {
    fold,
    folds,
    config,
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
    const judged = takeFolds(options, fold, tried);
    return groupedMean(rowLosses(outOfFold.logits(candidate, tried), judged), judged).mean;
  };
  const drawn = wantsSearch(training)
    ? await searchCandidates({
        trial: { ...options, learners: pool.learners },
        random: random.fork('search'),
        fixed,
        width: outOfFold.width,
        fit: (candidate, held) => outOfFold.fit(candidate, held),
        loss,
        costOf: (members) => outOfFold.costOf(members),
        elapsed,
      })
    : [];
  const judged = { fold, training, learners: pool.learners, all: options.all };
  const selection = selectCandidate([...fixed, ...drawn], outOfFold, options, judged);
  // Only of who has been chosen: no other one will answer incomplete rows.
  const decided = await decideChosen(selection, outOfFold, options, judged);
  const prior = priorStanding(options, fold, training);
  const gain = prior.gainOf(decided.probabilities);
  const features = await judgeFeatures(selection, outOfFold, options, {
    gain,
    importance: training.importance,
    random: random.fork('feature importance'),
  });
  const drawnFrom = selection.leaderboard.findIndex((entry) => entry.drawn);
  return {
    ...selection,
    leaderboard: selection.leaderboard.toSpliced(
      drawnFrom < 0 ? selection.leaderboard.length : drawnFrom,
      0,
      prior.entry,
    ),
    decided,
    gain,
    features,
  };
}
