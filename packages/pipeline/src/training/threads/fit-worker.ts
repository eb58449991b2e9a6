import { parentPort, workerData } from 'node:worker_threads';
import { RampartError } from '@rampart/core';
import { type BackendName, useBackend } from '@rampart/core/tensor';
import type { AnyTask, FitMessage } from './fit-message.ts';
import type { EpochRecord, FittedNetwork } from '../learners/network/fit-network.ts';
import { type FitOutcome, needsTensors, runFinalTask, runFitTask } from './fit-task.ts';

/** Milliseconds between two messages about epochs: often enough to watch, too seldom to hold the main thread up. */
const pause = 100;

const post = (message: FitMessage) => parentPort!.postMessage(message);

const { backend } = workerData as { readonly backend: BackendName };

/** A thread that does the tasks it is sent, one after the other, on the backend it was started with. */
parentPort!.on('message', (task: AnyTask) => {
  const epochs = collectEpochs();
  fit(task, epochs.add).then(
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
async function fit(
  task: AnyTask,
  onEpoch: (record: EpochRecord) => void,
): Promise<FitOutcome | FittedNetwork> {
  if (needsTensors(task)) await useBackend(backend);
  return 'test' in task ? runFitTask(task, { onEpoch }) : runFinalTask(task, { onEpoch });
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
