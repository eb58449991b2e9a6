import type { Random } from '@rampart/core';
import type { EpochRecord } from '../learners/learner.ts';
import type { FitPool } from '../threads/fit-pool.ts';
import type { Blend } from './blend/choose-blend.ts';
import type { TrialOptions } from './trial.ts';

/** One epoch of one of a training's members. */
export interface MemberEpoch extends EpochRecord {
  readonly candidate: string;
  /** The fold that the member does not see, from 1, of `folds`; null for the one on all training rows. */
  readonly fold: number | null;
  readonly folds: number;
}

/** How candidates are tried on rows they were not trained on. */
export interface OutOfFoldOptions {
  /** Fold (0 … folds - 1) of each row. */
  readonly fold: Int32Array;
  readonly folds: number;
  readonly config: TrialOptions['config'];
  readonly random: Random;
  readonly pool: FitPool;
  /** Called after each candidate's fold with what it was. */
  readonly onFit?: ((note: string) => void) | undefined;
  /** Called with every epoch of every member. */
  readonly onEpoch?: ((epoch: MemberEpoch) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Directory of what lets a killed run go on; nothing is kept where left out. */
  readonly resumeFrom?: string | undefined;
}

/** How rows are scored after edits. */
export interface EditedRows {
  readonly blend?: Blend | undefined;
  /** Numbers of the rows, rising; all where left out. */
  readonly rows?: Int32Array | undefined;
  onFold?(held: number): void;
}
