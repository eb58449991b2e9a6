import { availableParallelism } from 'node:os';
import { createRandom } from '../../packages/core/src/index.ts';
import { plainNetwork } from '../../packages/pipeline/src/testing/network-settings.ts';
import { fitNetwork } from '../../packages/pipeline/src/training/fit-network.ts';

/** Trains a network by the function that Rampart trains with, on all cores as the peers; `kernel` is `auto` or `off`. */
export async function fitRampart({ network, rows, features, targets, batchSize, epochs, mark }, kernel) {
  // Two classes are one output here; a network of two outputs is stood for by one of three classes, which is more work.
  const classes = network.outputs === 1 ? 2 : 3;
  const data = { rows, width: network.inputs, features, targets, classes };
  const settings = { ...plainNetwork, hidden: network.hidden, batchSize, epochs, minimumSteps: 0, kernel };
  mark();
  const hooks = { onEpoch: mark, threads: availableParallelism() };
  await fitNetwork(data, undefined, settings, createRandom(7), hooks);
}
