import type { Config, Random } from '@rampart/core';
import type { EncodedRows } from '../features/encoded-rows.ts';
import type { RowSample } from './sample-rows.ts';
import type { MemberEpoch } from './selection/out-of-fold-options.ts';
import type { FitPool } from './threads/fit-pool.ts';
import type { WarmStartFrom } from './warm-start.ts';

/** All that a training run needs; the rows are training rows only. */
export interface TrainModelOptions extends EncodedRows {
  /** Group of each row: rows of one group never lie on both sides of a fold. */
  readonly groups: Int32Array;
  /** The rows that candidates are compared and calibrated on; all where left out. */
  readonly selection?: RowSample | undefined;
  /** Names of the classes for messages; their numbers where left out. */
  readonly classNames?: readonly string[] | undefined;
  readonly config: Pick<Config, 'training' | 'transformation'>;
  readonly random: Random;
  /** Does the fits, with its learners; in this thread, one after the other, with those of this package where left out. */
  readonly pool?: FitPool | undefined;
  /** Called with the share of the work done, in [0, 1]. */
  readonly onProgress?: (fraction: number, note: string) => void;
  /** Told which candidates are not tried, since a member of theirs would not keep what is declared monotone. */
  readonly onLeftOut?: (candidates: readonly string[]) => void;
  /** Told before anything is trained about how many seconds it will take. */
  readonly onEstimate?: (seconds: number) => void;
  /** Called with every epoch of every member. */
  readonly onEpoch?: (epoch: MemberEpoch) => void;
  readonly signal?: AbortSignal;
  /** What the last members go on from where it suits; they begin anew where left out. */
  readonly warmStart?: WarmStartFrom | undefined;
  /** Directory of what lets a killed run go on; nothing is kept where left out. */
  readonly resumeFrom?: string;
}
