import { on } from 'node:events';
import { RampartError } from '@rampart/core';
import type { BackendName } from '@rampart/core/tensor';
import { startModule } from '../../threads/start-module.ts';
import type { FitMessage, FitRequest } from './fit-message.ts';
import type { MemberTask, OutcomeOf, TaskHooks } from './member-task.ts';

/** A thread that does one task at a time, with TensorFlow.js of its own. */
export interface FitThread {
  /** Settles once the thread can be given a task. */
  readonly ready: Promise<void>;
  /** False while a task runs, and for good after one that was given up: the thread may still be at work on it. */
  readonly free: boolean;
  /** Throws what the task throws, the signal's AbortError at once, or an Error where the thread ends meanwhile. */
  run<Task extends MemberTask>(task: Task, hooks?: TaskHooks): Promise<OutcomeOf<Task>>;
  end(): Promise<void>;
}

/** Numbers of the rows that tasks are about, the same for the same rows. */
const numbers = new WeakMap<object, number>();
let numbered = 0;

function numberOf(rows: object): number {
  const number = numbers.get(rows) ?? ++numbered;
  numbers.set(rows, number);
  return number;
}

/** Starts a thread on a backend, with the learners that a module exports. */
export function startFitThread(backend: BackendName, learners: URL): FitThread {
  const worker = startModule(new URL('./fit-worker.js', import.meta.url), {
    backend,
    learners: learners.href,
  });
  let free = false;
  let ended = false;
  worker.once('exit', () => {
    free = false;
    ended = true;
  });

  /** The first value that `take` finds in a message; an error of the thread is thrown. */
  async function answer<T>(
    take: (message: FitMessage) => T | undefined,
    { signal, ask }: { readonly signal?: AbortSignal | undefined; readonly ask?: FitRequest } = {},
  ): Promise<T> {
    const messages = on(worker, 'message', { close: ['exit'], ...(signal && { signal }) });
    if (ask) worker.postMessage(ask);
    for await (const [message] of ended ? [] : (messages as AsyncIterable<[FitMessage]>)) {
      if (message.type !== 'epochs') free = true;
      const taken = take(message);
      if (taken !== undefined) return taken;
    }
    throw new Error('The training thread ended before its task.');
  }

  return {
    ready: answer(({ type }) => type === 'ready' || undefined).then(() => {}),
    get free() {
      return free;
    },
    run<Task extends MemberTask>(task: Task, { onEpoch, signal }: TaskHooks = {}) {
      free = false;
      return answer(
        (message) => {
          if (message.type === 'epochs') for (const record of message.records) onEpoch?.(record);
          if (message.type === 'problems') throw new RampartError(message.code, message.problems);
          if (message.type === 'error') throw message.error;
          return message.type === 'outcome' ? (message.outcome as OutcomeOf<Task>) : undefined;
        },
        { signal, ask: { task, rows: 'rows' in task ? numberOf(task.rows.columns) : 0 } },
      );
    },
    async end() {
      free = false;
      await worker.terminate();
    },
  };
}
