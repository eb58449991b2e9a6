import { atPrevalence, classificationMetrics, type Config, type Metrics } from '@rampart/core';
import { positiveShare, statedPrevalence } from '@rampart/core/internal';
import { type Calibration, calibrate } from '../decision/calibrate.ts';
import { answerRows, calibrateSubsets, type SubsetCalibration } from '../decision/calibrate-subsets.ts';
import { groupSubsets, noGroups } from '../../features/encoded-groups.ts';
import type { EncodedRows } from '../../features/encoded-rows.ts';
import type { Learner } from '../learners/learner.ts';
import { type Blend, chooseBlend, keptMembers } from './blend/choose-blend.ts';
import { costOfMembers } from './ensemble.ts';
import { groupedMean } from './grouped-mean.ts';
import { entryOf, type JudgedCandidate, type LeaderboardEntry, unfinished } from './leaderboard.ts';
import type { OutOfFold } from './out-of-fold.ts';
import { rowLosses, takeFolds } from './row-losses.ts';
import { wantsSearch } from './search/search-candidates.ts';
import { bestOf, simplestNearBest } from './search/compare-candidates.ts';
import { largestOf, type TriedCandidate } from './tried-candidate.ts';

/** The candidate to train on all rows, and how all did. */
export interface Selection {
  readonly chosen: TriedCandidate;
  /** Whether it is the best one, or the simplest of those that are hardly worse. */
  readonly chosenBy: 'best' | 'simplest';
  /** How its members are averaged; undefined where they count the same. */
  readonly blend: Blend | undefined;
  /** Of its logits of all rows, by its members for complete ones. */
  readonly calibration: Calibration;
  /** Those of the configuration in their order, then the drawn ones: more folds first, then lower loss. */
  readonly leaderboard: readonly LeaderboardEntry[];
}

/** Rows that candidates are compared on. */
type SelectionRows = EncodedRows & {
  /** Group of each row. */
  readonly groups: Int32Array;
};

/** What candidates are judged with. */
interface JudgeOptions {
  readonly fold: Int32Array;
  readonly training: Config['training'];
  readonly learners: readonly Learner[];
  /** Rows that the chosen one will learn from. */
  readonly all: number;
}

/** Chooses among the candidates that have been tried on every fold. */
export function selectCandidate(
  tried: readonly TriedCandidate[],
  outOfFold: OutOfFold,
  rows: SelectionRows,
  options: JudgeOptions,
): Selection {
  const { training, learners, all } = options;
  const judge = createJudge(outOfFold, rows, options);
  const judged = new Map(tried.map((candidate) => [candidate, judge(candidate)]));
  const finished = [...judged.values()].flatMap((one) => (one?.rows.folds === training.folds ? [one] : []));
  const contenders = finished.map(({ candidate, blend, losses }) => {
    const { members } = keptMembers(candidate.members, blend);
    const size = { ...rows, rows: all };
    return {
      losses,
      // What it costs to answer with it counts for as long as it is used; what it costs to train is paid once.
      costs: [
        largestOf(candidate, ({ rowCost }) => rowCost, blend?.weights),
        costOfMembers([...members, ...candidate.incomplete], size, learners),
      ],
    };
  });
  const { rows: compared } = finished[0]!;
  const best = bestOf(contenders, compared);
  const chosenBy = wantsBest(training) ? 'best' : 'simplest';
  const chosen = finished[chosenBy === 'best' ? best : simplestNearBest(contenders, compared)]!;
  const entries = [...judged].map(([candidate, one]) => ({
    entry: one ? entryOf(one, finished[best], options) : unfinished(candidate, options),
    loss: one ? groupedMean(one.losses, one.rows).mean : Number.POSITIVE_INFINITY,
  }));
  const drawn = entries
    .filter(({ entry }) => entry.drawn)
    .sort((a, b) => b.entry.folds.length - a.entry.folds.length || a.loss - b.loss);
  return {
    chosen: chosen.candidate,
    chosenBy,
    blend: chosen.blend,
    calibration: chosen.calibration,
    leaderboard: [...entries.filter(({ entry }) => !entry.drawn), ...drawn].map(({ entry }) => entry),
  };
}

/** Finds out what candidates come to on the folds that they were tried on; undefined where there are none. */
function createJudge(outOfFold: OutOfFold, rows: SelectionRows, { fold, training }: JudgeOptions) {
  const { folds } = training;
  const judgedFolds = Array.from({ length: folds + 1 }, (_, some) => takeFolds(rows, fold, some));
  return (candidate: TriedCandidate): JudgedCandidate | undefined => {
    const done = candidate.failure === undefined ? candidate.outcomes.size : 0;
    if (done === 0) return undefined;
    const within = judgedFolds[done]!;
    const mean = (blend?: Blend) => outOfFold.logits(candidate, done, blend);
    // Whoever was given up is not going to be used: no need to find out what suits it best.
    const givenUp = done < folds;
    const members = outOfFold.memberLogits(candidate, done);
    const blend = givenUp ? undefined : chooseBlend(candidate.blend, { members, mean }, within);
    const logits = mean(blend);
    const settings = givenUp ? { ...training, calibration: 'temperature' as const } : training;
    return {
      candidate,
      rows: within,
      blend,
      losses: rowLosses(logits, within),
      calibration: calibrate({ ...within, logits, share: shareOf(rows) }, settings),
    };
  };
}

/** What the out-of-fold logits of a candidate come to, each row being answered by the feature groups that it has. */
export interface Decided {
  /** For each subset of the feature groups, as in `groupSubsets`: complete rows first. */
  readonly calibrations: readonly SubsetCalibration<Calibration>[];
  /** Of all rows, row-major [rows × classes]. */
  readonly probabilities: Float64Array;
  /** Of those at the thresholds of their subsets, in a world of the stated prevalence. */
  readonly metrics: Metrics;
}

/**
 * Calibrates the chosen candidate for complete rows and each other subset of the feature groups, and decides all rows
 * by that.
 */
export async function decideChosen(
  { chosen, blend, calibration }: Pick<Selection, 'chosen' | 'blend' | 'calibration'>,
  outOfFold: OutOfFold,
  rows: SelectionRows,
  { fold, training }: Pick<JudgeOptions, 'fold' | 'training'>,
): Promise<Decided> {
  const { featureGroups = noGroups, columns } = rows;
  const { folds } = training;
  const judged = { ...takeFolds(rows, fold, folds), columns };
  // Another prevalence changes the odds of all rows alike, whatever groups they have.
  const share = shareOf(rows);
  const [, ...subsets] = groupSubsets(featureGroups.columns.length, featureGroups.ungrouped);
  const logits = [
    outOfFold.logits(chosen, folds, blend),
    ...(await outOfFold.incompleteLogits(
      chosen,
      subsets.map((present) => ({
        missing: featureGroups.columns.flatMap((group, at) => (present[at] ? [] : group)),
      })),
      blend,
    )),
  ];
  const calibrations = calibrateSubsets(
    judged,
    featureGroups,
    (subset) => logits[subset]!,
    (own, subset) =>
      // Where all rows are complete that has been done already, to compare the candidates.
      subset === 0 && own.labels === judged.labels ? calibration : calibrate({ ...own, share }, training),
  );
  const { probabilities, thresholds } = answerRows(judged, featureGroups, calibrations);
  const scored = atPrevalence({ ...judged, probabilities }, statedPrevalence(training), share);
  return { calibrations, probabilities, metrics: classificationMetrics(scored, thresholds) };
}

/**
 * Whoever sets a budget has asked for the best model that it buys; what a search adds (width, members) costs by
 * its nature, so that preferring the simplest would give most of the gain away.
 */
function wantsBest(training: Config['training']): boolean {
  const { selection } = training;
  return selection === 'best' || (selection === 'auto' && wantsSearch(training));
}

function shareOf({ positive, ...rows }: EncodedRows): number | null {
  return positive === null ? null : positiveShare({ ...rows, positive });
}
