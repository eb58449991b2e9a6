import { atPrevalence, classificationMetrics, type Config, type Metrics } from '@rampart/core';
import { perMetric, positiveShare, statedPrevalence } from '@rampart/core/internal';
import { type Calibration, calibrate } from '../decision/calibrate.ts';
import { answerRows, calibrateSubsets, type SubsetCalibration } from '../decision/calibrate-subsets.ts';
import { groupSubsets, noGroups } from '../../features/encoded-groups.ts';
import type { EncodedRows } from '../../features/encoded-rows.ts';
import { foldLosses, takeFolds } from './fold-losses.ts';
import { type Learner, learnerOf } from '../learners/learner.ts';
import type { OutOfFold } from './out-of-fold.ts';
import { wantsSearch } from './search/search-candidates.ts';
import { bestOf, differences, mean, simplestNearBest, standardError } from './search/compare-candidates.ts';
import type { TrialMember } from './trial.ts';
import type { TriedCandidate } from './tried-candidate.ts';

/** One of the members that a candidate averages. */
export interface CandidatePart {
  readonly name: string;
  readonly family: string;
  /** Its share of the average. */
  readonly weight: number;
  /** Numbers that it learns; 0 where its training failed. */
  readonly parameters: number;
  /** What these take in the file of the model's weights. */
  readonly bytes: number;
}

/** How one candidate did on rows it was not trained on. */
export interface LeaderboardEntry {
  readonly name: string;
  /** Whether the search drew it. */
  readonly drawn: boolean;
  /** Whether it may be chosen or averaged: not the constant prior, which is there to be beaten. */
  readonly eligible: boolean;
  /** What it was trained with, names as in the configuration. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What it is made of; nothing for the constant prior. */
  readonly parts: CandidatePart[];
  /** Epochs planned for each of its members on all training rows, after least and most steps. */
  readonly epochs: number[];
  /** Numbers that its members learn; 0 where its training failed. */
  readonly parameters: number;
  /**
   * Of its calibrated out-of-fold probabilities at its own threshold, all rows by its members for complete ones:
   * others are trained for the chosen candidate alone. Null where its training failed.
   */
  readonly outOfFold: Metrics;
  /** Log-loss of each fold it was tried on, in nats, after division by a temperature: fewer where the search gave it up. */
  readonly folds: number[];
  /** By how much their mean exceeds that of the best candidate on the same folds; null for the best, and where none was finished. */
  readonly behindBest: number | null;
  /** Of that difference, paired by fold, as selection counts it; null for fewer than two folds too. */
  readonly standardError: number | null;
  /** Spent on training its members out of fold. */
  readonly seconds: number;
  /** To score one encoded row in a large batch; null where nothing was scored. */
  readonly predictMicroseconds: number | null;
}

/** The candidate to train on all rows, and how all did. */
export interface Selection {
  readonly chosen: TriedCandidate;
  /** Whether it is the best one, or the simplest of those that are hardly worse. */
  readonly chosenBy: 'best' | 'simplest';
  /** Of its logits of all rows, by its members for complete ones. */
  readonly calibration: Calibration;
  /** Those of the configuration in their order, then the drawn ones: more folds first, then lower loss. */
  readonly leaderboard: readonly LeaderboardEntry[];
}

/** Chooses among the candidates that have been tried on every fold. */
export function selectCandidate(
  tried: readonly TriedCandidate[],
  outOfFold: OutOfFold,
  rows: EncodedRows,
  {
    fold,
    training,
    learners,
    all,
  }: {
    /** Rows that the chosen one will learn from. */
    readonly all: number;
    readonly fold: Int32Array;
    readonly training: Config['training'];
    readonly learners: readonly Learner[];
  },
): Selection {
  const { folds } = training;
  const judged = tried.map((candidate) => {
    const done = candidate.failure === undefined ? candidate.logits.size : 0;
    if (done === 0) return { candidate, losses: [], calibration: undefined };
    const within = takeFolds(rows, fold, done);
    const logits = outOfFold.logits(candidate, done);
    // Whoever was given up is not going to be calibrated: no need to find out what suits it best.
    const settings = done < folds ? { ...training, calibration: 'temperature' as const } : training;
    return {
      candidate,
      losses: foldLosses(logits, within),
      calibration: calibrate({ ...within, logits, share: shareOf(rows) }, settings),
    };
  });
  const finished = judged.filter(({ losses }) => losses.length === folds);
  const contenders = finished.map(({ candidate: { cost }, losses }) => ({ losses, cost }));
  const chosenBy = wantsBest(training) ? 'best' : 'simplest';
  const chosen = finished[chosenBy === 'best' ? bestOf(contenders) : simplestNearBest(contenders)]!;
  const best = finished[bestOf(contenders)];
  const entries = judged.map(({ candidate, losses, calibration }) =>
    entryOf(candidate, losses, calibration, {
      best: candidate === best?.candidate ? [] : (best?.losses ?? []),
      learners,
      rows: all,
    }),
  );
  return {
    chosen: chosen.candidate,
    chosenBy,
    calibration: chosen.calibration!,
    leaderboard: [
      ...entries.filter(({ drawn }) => !drawn),
      ...entries.filter(({ drawn }) => drawn).sort(byStanding),
    ],
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
  { chosen, calibration }: Pick<Selection, 'chosen' | 'calibration'>,
  outOfFold: OutOfFold,
  rows: EncodedRows,
  { fold, training }: { readonly fold: Int32Array; readonly training: Config['training'] },
): Promise<Decided> {
  const { featureGroups = noGroups, columns } = rows;
  const { folds } = training;
  const judged = { ...takeFolds(rows, fold, folds), columns };
  // Another prevalence changes the odds of all rows alike, whatever groups they have.
  const share = shareOf(rows);
  const [, ...subsets] = groupSubsets(featureGroups.columns.length, featureGroups.ungrouped);
  const logits = [
    outOfFold.logits(chosen, folds),
    ...(await outOfFold.incompleteLogits(
      chosen,
      subsets.map((present) => ({
        missing: featureGroups.columns.flatMap((group, at) => (present[at] ? [] : group)),
      })),
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

/** Weights are float32. */
const bytesOfNumber = 4;

function entryOf(
  { name, drawn, members, ...one }: TriedCandidate,
  losses: number[],
  calibration: Calibration | undefined,
  {
    best,
    learners,
    rows,
  }: { readonly best: readonly number[]; readonly learners: readonly Learner[]; readonly rows: number },
): LeaderboardEntry {
  const behind = best.length === 0 ? [] : differences(losses, best);
  const settings = ({ family, settings: mine }: TrialMember) => ({
    family,
    ...learnerOf(learners, family).describe(mine),
  });
  const parts = members.map(({ name: part, family }, at): CandidatePart => {
    const parameters = one.parameters[at]!;
    return { name: part, family, weight: 1 / members.length, parameters, bytes: bytesOfNumber * parameters };
  });
  return {
    name,
    drawn,
    eligible: true,
    parts,
    epochs: members.map(({ family, settings: own }) => learnerOf(learners, family).epochs(own, rows)),
    settings:
      members.length > 1
        ? { members: members.map((member) => ({ name: member.name, ...settings(member) })) }
        : settings(members[0]!),
    parameters: parts.reduce((sum, { parameters }) => sum + parameters, 0),
    outOfFold: calibration?.metrics ?? perMetric(() => null),
    folds: losses,
    behindBest: behind.length === 0 ? null : mean(behind),
    standardError: standardError(behind),
    seconds: one.seconds,
    predictMicroseconds: one.predictedRows === 0 ? null : (1e6 * one.predictSeconds) / one.predictedRows,
  };
}

function byStanding(a: LeaderboardEntry, b: LeaderboardEntry): number {
  return b.folds.length - a.folds.length || (a.folds.length > 0 ? mean(a.folds) - mean(b.folds) : 0);
}
