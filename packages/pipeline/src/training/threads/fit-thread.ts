import { on } from 'node:events';
import { RampartError } from '@rampart/core';
import type { BackendName } from '@rampart/core/tensor';
import { startModule } from '../../threads/start-module.ts';
import type { AnyTask, FitMessage, OutcomeOf } from './fit-message.ts';
import type { TaskHooks } from './fit-task.ts';

/** A thread that trains one network at a time, with TensorFlow.js of its own. */
export interface FitThread {
  /** Settles once the thread can be given a task. */
  readonly ready: Promise<void>;
  /** False while a task runs, and for good after one that was given up: the thread may still be at work on it. */
  readonly free: boolean;
  /** Throws what the task throws, the signal's AbortError at once, or an Error where the thread ends meanwhile. */
  fit<Task extends AnyTask>(task: Task, hooks?: TaskHooks): Promise<OutcomeOf<Task>>;
  end(): Promise<void>;
}

/** Starts a thread on a backend. */
export function startFitThread(backend: BackendName): FitThread {
  const worker = startModule(new URL('./fit-worker.js', import.meta.url), { backend });
  let free = false;
  let ended = false;
  worker.once('exit', () => {
    free = false;
    ended = true;
  });

  /** The first value that `take` finds in a message; an error of the thread is thrown. */
  async function answer<T>(
    take: (message: FitMessage) => T | undefined,
    { signal, ask }: { readonly signal?: AbortSignal | undefined; readonly ask?: AnyTask } = {},
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
    fit<Task extends AnyTask>(task: Task, { onEpoch, signal }: TaskHooks = {}) {
      free = false;
      return answer(
        (message) => {
          if (message.type === 'epochs') for (const record of message.records) onEpoch?.(record);
          if (message.type === 'problems') throw new RampartError(message.code, message.problems);
          if (message.type === 'error') throw message.error;
          return message.type === 'outcome' ? (message.outcome as OutcomeOf<Task>) : undefined;
        },
        { signal, ask: task },
      );
    },
    async end() {
      free = false;
      await worker.terminate();
    },
  };
}
