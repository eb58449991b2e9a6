import { throwIfAborted } from '@rampart/core/internal';
import type { EncodedRows } from '../../features/encoded-rows.ts';
import { editColumns, type RowEdit } from '../../features/edit-columns.ts';
import { checkpointFile } from '../learners/array-file.ts';
import type { Fit, FitOptions, Learner } from '../learners/learner.ts';
import { learnerOf } from '../learners/learner.ts';
import { nextTurn } from '../learners/next-turn.ts';
import { readOutcome, writeOutcome } from './outcome-file.ts';
import type { FoldOutcome } from './outcome-file.ts';

/** A member to train, as plain data that can go to another thread. */
export interface FitTask extends Pick<FitOptions, 'seed' | 'watched' | 'start' | 'threads'> {
  readonly family: string;
  readonly settings: unknown;
  readonly rows: EncodedRows;
  /** Path without an ending of what lets a killed run go on; nothing is kept where left out. */
  readonly keep?: string | undefined;
}

/** A member to train for the sake of what it makes of other rows. */
export interface FoldTask extends FitTask {
  /** Encoded columns of the rows to score. */
  readonly test: readonly Float64Array[];
}

/** A trained member, and rows to score as they are after each of the edits. */
export interface ScoreTask {
  readonly family: string;
  readonly fitted: unknown;
  readonly test: readonly Float64Array[];
  readonly edits: readonly RowEdit[];
}

/** What a training thread is asked to do. */
export type MemberTask = FitTask | FoldTask | ScoreTask;

/** What comes of a task: for rows to score their logits, row-major [rows × outputs], after each of the edits. */
export type OutcomeOf<Task extends MemberTask> = Task extends ScoreTask
  ? Float64Array[]
  : Task extends FoldTask
    ? FoldOutcome
    : Fit;

/** What a task may tell, and what ends it: those of a training's options that reach another thread. */
export type TaskHooks = Pick<FitOptions, 'onEpoch' | 'signal'>;

/** Does a task in this thread. */
export async function runTask<Task extends MemberTask>(
  task: Task,
  learners: readonly Learner[],
  hooks: TaskHooks = {},
): Promise<OutcomeOf<Task>> {
  return (await outcomeOf(task, learnerOf(learners, task.family), hooks)) as OutcomeOf<Task>;
}

async function outcomeOf(
  task: MemberTask,
  learner: Learner,
  hooks: TaskHooks,
): Promise<Float64Array[] | FoldOutcome | Fit> {
  if ('edits' in task) return scoreEdits(task, learner, hooks);
  if (!('test' in task)) return fit(task, learner, hooks);
  const before = task.keep === undefined ? undefined : await readOutcome(task.keep);
  if (before !== undefined) return { ...before, fitted: undefined };
  const outcome = await fitAndScore(task, learner, hooks);
  if (task.keep !== undefined) await writeOutcome(task.keep, outcome);
  return outcome;
}

async function scoreEdits(
  { fitted, test, edits }: ScoreTask,
  learner: Learner,
  { signal }: TaskHooks,
): Promise<Float64Array[]> {
  const scored: Float64Array[] = [];
  for (const edit of edits) {
    await nextTurn();
    throwIfAborted(signal);
    scored.push(learner.logits(fitted, editColumns(test, edit)));
  }
  return scored;
}

function fit(task: FitTask, learner: Learner, hooks: TaskHooks): Promise<Fit> {
  const { rows, settings, seed, watched, start, threads, keep } = task;
  return learner.fit(rows, settings, {
    ...hooks,
    seed,
    watched,
    start,
    threads: costOf(task, learner) >= worthAThread ? threads : 1,
    checkpoint: keep === undefined ? undefined : checkpointFile(`${keep}.checkpoint`),
  });
}

async function fitAndScore(task: FoldTask, learner: Learner, hooks: TaskHooks): Promise<FoldOutcome> {
  const started = performance.now();
  const { fitted } = await fit(task, learner, hooks);
  const trained = performance.now();
  const logits = learner.logits(fitted, task.test);
  const scored = performance.now();
  return {
    logits,
    fitted,
    parameters: learner.parameters(fitted),
    rowCost: learner.rowCost(fitted),
    seconds: (trained - started) / 1000,
    predictSeconds: (scored - trained) / 1000,
  };
}

/** Operations that take longer than another thread takes to start. */
const worthAThread = 2e9;

/** Whether a task takes longer than another thread takes to start. */
export function isWorthAThread(task: MemberTask, learners: readonly Learner[]): boolean {
  return costOf(task, learnerOf(learners, task.family)) >= worthAThread;
}

function costOf(task: MemberTask, learner: Learner): number {
  return 'edits' in task
    ? 2 * learner.rowCost(task.fitted) * task.edits.length * task.test[0]!.length
    : learner.cost(task.settings, { ...task.rows, rows: task.rows.labels.length });
}
