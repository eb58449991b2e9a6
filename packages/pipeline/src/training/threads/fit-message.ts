import type { ErrorCode, Problem } from '@rampart/core';
import type { EpochRecord } from '../learners/learner.ts';
import type { MemberTask } from './member-task.ts';

/** What a training thread is asked to do. `rows` is the number of the task's rows: what was made of them may be kept. */
export interface FitRequest {
  readonly task: MemberTask;
  readonly rows: number;
}

/** What a training thread tells: `ready` once, then for every task any number of `epochs` and one of the others. */
export type FitMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'epochs'; readonly records: readonly EpochRecord[] }
  | { readonly type: 'outcome'; readonly outcome: unknown }
  | { readonly type: 'problems'; readonly code: ErrorCode; readonly problems: readonly Problem[] }
  | { readonly type: 'error'; readonly error: unknown };
