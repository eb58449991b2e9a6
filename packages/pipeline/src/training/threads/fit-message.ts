import type { ErrorCode, Problem } from '@rampart/core';
import type { EpochRecord } from '../learners/network/fit-network.ts';
import type { FittedNetwork } from '../learners/network/fit-network.ts';
import type { FinalTask, FitOutcome, FitTask } from './fit-task.ts';

/** What a training thread is asked to do. */
export type AnyTask = FitTask | FinalTask;

/** What comes of a task. */
export type OutcomeOf<Task extends AnyTask> = Task extends FitTask ? FitOutcome : FittedNetwork;

/** What a training thread tells: `ready` once, then for every task any number of `epochs` and one of the others. */
export type FitMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'epochs'; readonly records: readonly EpochRecord[] }
  | { readonly type: 'outcome'; readonly outcome: FitOutcome | FittedNetwork }
  | { readonly type: 'problems'; readonly code: ErrorCode; readonly problems: readonly Problem[] }
  | { readonly type: 'error'; readonly error: unknown };
