import { parentPort, workerData } from 'node:worker_threads';
import { RampartError } from '@rampart/core';
import { type BackendName, useBackend } from '@rampart/core/tensor';
import type { EncodedRows } from '../../features/encoded-rows.ts';
import { type EpochRecord, type Learner, learnerOf } from '../learners/learner.ts';
import type { FitMessage, FitRequest } from './fit-message.ts';
import { type MemberTask, runTask } from './member-task.ts';

/** Milliseconds between two messages about epochs: often enough to watch, too seldom to hold the main thread up. */
const pause = 100;

/** Rows that are kept: a thread is given tasks of two folds in turns where one ends and the next begins. */
const mostKnown = 2;

const post = (message: FitMessage) => parentPort!.postMessage(message);

const { backend, learners: module } = workerData as {
  readonly backend: BackendName;
  readonly learners: string;
};
const { learners } = (await import(module)) as { readonly learners: readonly Learner[] };

/** A thread that does the tasks it is sent, one after the other, on the backend it was started with. */
parentPort!.on('message', (request: FitRequest) => {
  const epochs = collectEpochs();
  run(withKnownRows(request), epochs.add).then(
    (outcome) => {
      epochs.send();
      post({ type: 'outcome', outcome });
    },
    (error: unknown) => {
      epochs.send();
      // A message between threads keeps an error's text, but neither its class nor its fields.
      post(
        error instanceof RampartError
          ? { type: 'problems', code: error.code, problems: error.problems }
          : { type: 'error', error },
      );
    },
  );
});
post({ type: 'ready' });

/** A backend takes up to a second to load and 400 MB: only a task that computes with tensors is worth it. */
async function run(task: MemberTask, onEpoch: (record: EpochRecord) => void): Promise<unknown> {
  if (learnerOf(learners, task.family).tensors) await useBackend(backend);
  return runTask(task, learners, { onEpoch });
}

/** Columns of the last rows by their number. Learners may keep what they made of the very same ones. */
const known = new Map<number, EncodedRows['columns']>();

/** Rows that were known before take the place of the copy that came with the task. */
function withKnownRows({ task, rows: number }: FitRequest): MemberTask {
  if (!('rows' in task)) return task;
  const columns = known.get(number) ?? task.rows.columns;
  known.delete(number);
  known.set(number, columns);
  if (known.size > mostKnown) known.delete(known.keys().next().value!);
  return { ...task, rows: { ...task.rows, columns } };
}

/** Gathers epochs, which may last less than a millisecond, so that many go in one message. */
function collectEpochs(): { add(record: EpochRecord): void; send(): void } {
  let records: EpochRecord[] = [];
  let sent = Number.NEGATIVE_INFINITY;
  const send = () => {
    if (records.length > 0) post({ type: 'epochs', records });
    records = [];
    sent = performance.now();
  };
  return {
    add(record) {
      records.push(record);
      if (performance.now() - sent >= pause) send();
    },
    send,
  };
}
