import type { Metrics } from '@rampart/core';
import { perMetric } from '@rampart/core/internal';
import type { Calibration } from '../decision/calibrate.ts';
import { outputUnits } from '../learners/class-logits.ts';
import { type Learner, learnerOf } from '../learners/learner.ts';
import type { Blend } from './blend/choose-blend.ts';
import { foldMeans, type JudgedFolds } from './row-losses.ts';
import { excess } from './search/compare-candidates.ts';
import type { TrialMember } from './trial.ts';
import { largestOf, sumOver, type TriedCandidate } from './tried-candidate.ts';

/** One of the members that a candidate averages. */
export interface CandidatePart {
  readonly name: string;
  readonly family: string;
  /** Its weight in the average of logits, of a sum of 1; 0: it is left out of the model. */
  readonly weight: number;
  /** Numbers that it learns; 0 where its training failed. */
  readonly parameters: number;
  /** What these take in the model's files, as float32. */
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
  /** Numbers that its members learn, without those that are left out of the model; 0 where its training failed. */
  readonly parameters: number;
  /**
   * Of its calibrated out-of-fold probabilities at its own threshold, all rows by its members for complete ones:
   * others are trained for the chosen candidate alone. Null where its training failed.
   */
  readonly outOfFold: Metrics;
  /** Log-loss of each fold it was tried on, in nats, after division by a temperature: fewer where the search gave it up. */
  readonly folds: number[];
  /** By how much its loss, as the mean over all rows, exceeds that of the best candidate on the same folds; null for the best, and where none was finished. */
  readonly behindBest: number | null;
  /** Of that difference, paired by row, rows of one group counting as one, as selection counts it; null where that is. */
  readonly standardError: number | null;
  /** Spent on training its members out of fold. */
  readonly seconds: number;
  /** To score one encoded row in a large batch; null where nothing was scored. */
  readonly predictMicroseconds: number | null;
}

/** A candidate with what it comes to on the rows of the folds that it was tried on. */
export interface JudgedCandidate {
  readonly candidate: TriedCandidate;
  readonly rows: JudgedFolds;
  readonly blend: Blend | undefined;
  /** Of each row, as `rowLosses` has them. */
  readonly losses: Float64Array;
  readonly calibration: Calibration;
}

/** What entries are made with. */
export interface LeaderboardOptions {
  readonly learners: readonly Learner[];
  /** Rows that the chosen candidate will learn from. */
  readonly all: number;
}

/** The entry of a candidate beside that of the best one, where any was tried on every fold. */
export function entryOf(
  { candidate, rows, blend, losses, calibration }: JudgedCandidate,
  best: JudgedCandidate | undefined,
  options: LeaderboardOptions,
): LeaderboardEntry {
  const behind =
    best === undefined || best.candidate === candidate
      ? null
      : excess(
          losses,
          best.losses.filter((_, row) => best.rows.fold[row]! < rows.folds),
          rows,
        );
  const scored = sumOver(candidate, ({ logits }) => logits.length / outputUnits(rows.classes));
  return {
    ...unfinished(candidate, options),
    parts: partsOf(candidate, blend),
    parameters: largestOf(candidate, ({ parameters }) => parameters, blend?.weights),
    outOfFold: calibration.metrics,
    folds: foldMeans(losses, rows),
    behindBest: behind?.mean ?? null,
    standardError: behind?.standardError ?? null,
    predictMicroseconds:
      (1e6 * sumOver(candidate, ({ predictSeconds }) => predictSeconds)) /
      (scored / candidate.members.length),
  };
}

/** The entry of a candidate that failed, or was not tried on a single fold. */
export function unfinished(
  candidate: TriedCandidate,
  { learners, all }: LeaderboardOptions,
): LeaderboardEntry {
  const { name, drawn, members } = candidate;
  const settings = ({ family, settings: mine }: TrialMember) => ({
    family,
    ...learnerOf(learners, family).describe(mine),
  });
  return {
    name,
    drawn,
    eligible: true,
    parts: partsOf(candidate),
    settings:
      members.length > 1
        ? { members: members.map((member) => ({ name: member.name, ...settings(member) })) }
        : settings(members[0]!),
    epochs: members.map(({ family, settings: own }) => learnerOf(learners, family).epochs(own, all)),
    parameters: largestOf(candidate, ({ parameters }) => parameters),
    outOfFold: perMetric(() => null),
    folds: [],
    behindBest: null,
    standardError: null,
    seconds: sumOver(candidate, ({ seconds }) => seconds),
    predictMicroseconds: null,
  };
}

/** A float32. */
const bytesOfNumber = 4;

function partsOf({ members, outcomes }: TriedCandidate, blend?: Blend): CandidatePart[] {
  return members.map(({ name, family }, at) => {
    const parameters = Math.max(0, ...[...outcomes.values()].map((fold) => fold[at]!.parameters));
    return {
      name,
      family,
      weight: blend?.weights[at] ?? 1 / members.length,
      parameters,
      bytes: bytesOfNumber * parameters,
    };
  });
}
