import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { type ErrorCode, type Problem, RampartError, throwIfAborted } from '@rampart/core';
import type { BackendName } from '@rampart/core/tensor';
import { costOf, type FitOutcome, type FitTask, runFitTask } from './fit-task.ts';
import { startModule } from '../threads/start-module.ts';

/** Does training tasks, several at a time. What comes of a task does not depend on how many. */
export interface FitPool extends AsyncDisposable {
  run(task: FitTask, signal?: AbortSignal): Promise<FitOutcome>;
  /** Ends the threads; tasks that still run are given up. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** A task that costs less is done in this thread: it would be over before another thread has started. */
const worthAThread = 2e9;

/**
 * A pool of up to `concurrency` threads, each with TensorFlow.js of its own, started when the first task comes
 * that is worth one. With a concurrency of 1 every task is done in this thread, on its current backend.
 */
export function createFitPool(concurrency: number, backend: BackendName): FitPool {
  const idle: Worker[] = [];
  const waiting: ((worker: Worker) => void)[] = [];
  const all = new Set<Worker>();

  async function takeWorker(signal: AbortSignal | undefined): Promise<Worker> {
    const free = idle.pop();
    if (free !== undefined) return free;
    if (all.size < concurrency) return startWorker();
    return new Promise((resolve, reject) => {
      waiting.push(resolve);
      signal?.addEventListener('abort', () => {
        const place = waiting.indexOf(resolve);
        if (place >= 0) waiting.splice(place, 1);
        reject(signal.reason as Error);
      });
    });
  }

  async function startWorker(): Promise<Worker> {
    const worker = startModule(new URL('./fit-worker.js', import.meta.url), { backend });
    all.add(worker);
    await once(worker, 'message');
    return worker;
  }

  function release(worker: Worker): void {
    const next = waiting.shift();
    if (next === undefined) idle.push(worker);
    else next(worker);
  }

  return {
    async run(task, signal) {
      throwIfAborted(signal);
      if (concurrency === 1 || costOf(task) < worthAThread) return runFitTask(task, signal);
      const worker = await takeWorker(signal);
      try {
        throwIfAborted(signal);
        worker.postMessage(task);
        const [answer] = (await once(worker, 'message', signal && { signal })) as [Answer];
        if ('problems' in answer) throw new RampartError(answer.code, answer.problems);
        if ('error' in answer) throw answer.error;
        return answer.outcome;
      } finally {
        // A thread whose task was given up is still at work on it; it must not get another.
        if (!signal?.aborted) release(worker);
        else {
          await endWorker(worker);
          if (waiting.length > 0) release(await startWorker());
        }
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...all].map(endWorker));
    },
  };

  async function endWorker(worker: Worker): Promise<void> {
    all.delete(worker);
    await worker.terminate();
  }
}

type Answer =
  | { readonly outcome: FitOutcome }
  | { readonly code: ErrorCode; readonly problems: readonly Problem[] }
  | { readonly error: unknown };
