import { availableParallelism } from 'node:os';
import { plainNetwork } from '../../packages/pipeline/src/testing/network-settings.ts';
import { runFinalTask } from '../../packages/pipeline/src/training/threads/fit-task.ts';

/**
 * Trains a network by the function that Rampart trains the last ones with, on as many threads as there are cores, where
 * it takes more than one; `kernel` is `auto` or `off`.
 */
export async function fitRampart({ network, rows, features, targets, batchSize, epochs, mark }, kernel) {
  // Two classes are one output here; a network of two outputs is stood for by one of three classes, which is more work.
  const classes = network.outputs === 1 ? 2 : 3;
  const data = { rows, width: network.inputs, features, targets, classes };
  const { hidden } = network;
  const candidate = { ...plainNetwork, name: 'made', hidden, batchSize, epochs, minimumSteps: 0, kernel };
  const task = { data, candidate, classWeights: 'none', seed: 7, threads: availableParallelism() };
  mark();
  await runFinalTask(task, { onEpoch: mark });
}
