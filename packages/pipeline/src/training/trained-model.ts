import type { Decision, Metrics } from '@rampart/core';
import type { CalibrationState } from '@rampart/core/tensor';
import type { CalibrationFacts } from './decision/calibration-facts.ts';
import type { Importance } from './feature-importance.ts';
import type { EpochRecord } from './learners/learner.ts';
import type { CarryingFeature } from './selection/carrying-features.ts';
import type { PriorGain } from './selection/prior.ts';
import type { LeaderboardEntry } from './selection/leaderboard.ts';
import type { Selection } from './selection/select-candidate.ts';

/** A trained member; its family knows what it is. */
export interface FittedMember {
  readonly family: string;
  readonly fitted: unknown;
}

/** The members of a model. */
export interface FittedEnsemble {
  /** Their logits are averaged, … */
  readonly members: readonly FittedMember[];
  /** … by these weights; by equal ones where left out. */
  readonly weights?: readonly number[] | undefined;
  /** Those whose averaged logits answer rows that lack feature groups; none where the others answer all rows. */
  readonly incomplete: readonly FittedMember[];
}

/** The members of a model, and how they came about. */
export interface FinalEnsemble extends FittedEnsemble {
  /** Of all members, as one course of epochs. */
  readonly history: readonly EpochRecord[];
  /** The version they were to go on from, and why they did not; null: they did. Null as a whole where there was none. */
  readonly warmStart: { readonly version: string; readonly cold: string | null } | null;
}

/** A model as plain data. */
export interface TrainedModel extends FinalEnsemble {
  /** Columns of an encoded row. */
  readonly inputs: number;
  /** What the last layer computes, for each subset of the feature groups where there are any. */
  readonly calibration: CalibrationState;
  /** How logits of complete rows become probabilities, and what that came to. */
  readonly calibrationFacts: CalibrationFacts;
  /** What is decided on complete rows, and then on those of each other subset of the feature groups. */
  readonly decisions: readonly Decision[];
  readonly positive: number | null;
  /** Name of the candidate. */
  readonly chosen: string;
  /** What the choice among the candidates went by. */
  readonly chosenBy: Selection['chosenBy'];
  /** With the constant prior after the candidates of the configuration. */
  readonly leaderboard: readonly LeaderboardEntry[];
  /** What the chosen candidate saves over the constant prior out of fold. */
  readonly gain: PriorGain;
  /** Features like a clock or an identifier, with what the chosen candidate knows from them. */
  readonly carriers: readonly CarryingFeature[];
  /** What the model knows from each feature: the chosen candidate out of fold, and its splits. */
  readonly importance: Importance;
  /** Of the chosen candidate's calibrated out-of-fold probabilities, each row decided by the feature groups that it has. */
  readonly outOfFold: Metrics;
  /** Those probabilities, row-major [rows × classes]. */
  readonly outOfFoldProbabilities: Float64Array;
}
