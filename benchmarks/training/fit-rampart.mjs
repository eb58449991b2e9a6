import { availableParallelism } from 'node:os';
import { plainNetwork } from '../../packages/pipeline/src/testing/network-settings.ts';
import { learners } from '../../packages/pipeline/src/training/learners/learners.ts';
import { runTask } from '../../packages/pipeline/src/training/threads/member-task.ts';

/**
 * Trains a network by the function that Rampart trains all of them with, on as many threads as there are cores, where
 * it takes more than one; `kernel` is `auto` or `off`. Its preprocessing is part of what comes before the first epoch.
 */
export async function fitRampart({ network, rows, features, targets, batchSize, epochs, mark }, kernel) {
  const { inputs, hidden, outputs } = network;
  const columns = Array.from({ length: inputs }, (_, at) =>
    Float64Array.from({ length: rows }, (__, row) => features[row * inputs + at]),
  );
  const transformation = { ...plainNetwork.transformation, numeric: 'standardize' };
  const task = {
    family: 'network',
    settings: { ...plainNetwork, hidden, batchSize, epochs, kernel, transformation },
    rows: {
      encoding: columns.map((_, at) => ({ name: `x${at}`, type: 'number', origin: 0 })),
      columns,
      labels: targets,
      // Two classes are one output here; a network of two outputs is stood for by one of three classes, which is more work.
      classes: outputs === 1 ? 2 : 3,
      positive: 1,
    },
    seed: 7,
    threads: availableParallelism(),
  };
  mark();
  await runTask(task, learners, { onEpoch: mark });
}
