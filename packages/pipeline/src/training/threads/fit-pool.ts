import { throwIfAborted } from '@rampart/core/internal';
import type { BackendName } from '@rampart/core/tensor';
import type { Learner, LearnerSource } from '../learners/learner.ts';
import { builtInLearners } from '../learners/learners.ts';
import { type FitThread, startFitThread } from './fit-thread.ts';
import { isWorthAThread, type MemberTask, type OutcomeOf, runTask, type TaskHooks } from './member-task.ts';

/** Does training tasks, several at a time. What comes of a task does not depend on how many. */
export interface FitPool extends AsyncDisposable {
  /** Tasks done at a time; more may wait. */
  readonly concurrency: number;
  readonly learners: readonly Learner[];
  run<Task extends MemberTask>(task: Task, hooks?: TaskHooks): Promise<OutcomeOf<Task>>;
  /** Ends the threads; tasks that still run are given up. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** A task that waits for a thread. */
interface Turn {
  readonly take: (thread: FitThread) => void;
  readonly leave: (reason: unknown) => void;
}

/**
 * A pool of up to `concurrency` threads, each with TensorFlow.js of its own, started when the first task comes
 * that is worth one. With a concurrency of 1 every task is done in this thread, on its current backend.
 */
export function createFitPool(
  concurrency: number,
  backend: BackendName,
  { learners, module }: LearnerSource = builtInLearners,
): FitPool {
  const idle: FitThread[] = [];
  const waiting: Turn[] = [];
  const all = new Set<FitThread>();

  async function takeThread(signal: AbortSignal | undefined): Promise<FitThread> {
    const free = idle.pop();
    if (free !== undefined) return free;
    if (all.size < concurrency) return startThread();
    return new Promise((resolve, reject) => {
      const abort = () => {
        waiting.splice(waiting.indexOf(turn), 1);
        reject(signal!.reason as Error);
      };
      const turn: Turn = {
        take(thread) {
          signal?.removeEventListener('abort', abort);
          resolve(thread);
        },
        leave: reject,
      };
      waiting.push(turn);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  async function startThread(): Promise<FitThread> {
    const thread = startFitThread(backend, module);
    all.add(thread);
    try {
      await thread.ready;
    } catch (error) {
      await endThread(thread);
      throw error;
    }
    return thread;
  }

  async function release(thread: FitThread): Promise<void> {
    if (thread.free) return hand(thread);
    // It was given up in the middle of a task, or has broken down.
    await endThread(thread);
    if (waiting.length === 0) return;
    await startThread().then(hand, (error: unknown) => {
      for (const turn of waiting.splice(0)) turn.leave(error);
    });
  }

  function hand(thread: FitThread): void {
    const next = waiting.shift();
    if (next === undefined) idle.push(thread);
    else next.take(thread);
  }

  async function endThread(thread: FitThread): Promise<void> {
    all.delete(thread);
    await thread.end();
  }

  return {
    concurrency,
    learners,
    async run(task, hooks = {}) {
      const { signal } = hooks;
      throwIfAborted(signal);
      if (concurrency === 1 || !isWorthAThread(task, learners)) return runTask(task, learners, hooks);
      const thread = await takeThread(signal);
      try {
        throwIfAborted(signal);
        return await thread.run(task, hooks);
      } finally {
        await release(thread);
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...all].map(endThread));
    },
  };
}
