import { parentPort, workerData } from 'node:worker_threads';
import { RampartError } from '@rampart/core';
import { type BackendName, useBackend } from '@rampart/core/tensor';
import { type FitTask, runFitTask } from './fit-task.ts';

/** A thread that does the tasks it is sent, one after the other, on the backend it was started with. */
await useBackend((workerData as { backend: BackendName }).backend);
parentPort!.on('message', (task: FitTask) => {
  runFitTask(task).then(
    (outcome) => parentPort!.postMessage({ outcome }),
    // A message between threads keeps an error's text, but neither its class nor its fields.
    (error: unknown) =>
      parentPort!.postMessage(
        error instanceof RampartError ? { code: error.code, problems: error.problems } : { error },
      ),
  );
});
parentPort!.postMessage('ready');
