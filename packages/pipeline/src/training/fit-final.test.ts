import assert from 'node:assert/strict';
import { parseConfig } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';
import { useBackend } from '@rampart/core/tensor';
import { suite } from 'uvu';
import { learners } from './learners/learners.ts';
import { fixedTrials } from './selection/trial.ts';
import { createFitPool, type FitPool } from './threads/fit-pool.ts';
import { fitFinal } from './fit-final.ts';
import type { TrainModelOptions } from './train-options.ts';

const test = suite('fitFinal');

test.before(async () => {
  await useBackend('cpu');
});

const network = { hidden: [4], epochs: 9, batchSize: 32 };
const config = parseConfig(
  { training: { candidates: [{ name: 'both', members: [network, network] }], minimumSteps: 0 } },
  'the test',
);

/** Rows of two feature groups. */
function options(): TrainModelOptions & { readonly pool: FitPool } {
  const random = createRandom(1);
  const rows = 120;
  const columns = [0, 1].map(() => Float64Array.from({ length: rows }, () => random.normal()));
  return {
    encoding: ['x', 'y'].map((name) => ({ name, type: 'number', origin: 0 })),
    columns,
    labels: Int32Array.from(columns[0]!, (value) => (value > 0 ? 1 : 0)),
    groups: Int32Array.from({ length: rows }, (_, row) => row),
    classes: 2,
    positive: 1,
    featureGroups: { names: ['cheap', 'dear'], columns: [[0], [1]], ungrouped: false },
    config,
    random: createRandom(2),
    pool: createFitPool(1, 'cpu'),
  };
}

test('several networks for complete rows, one for incomplete ones, and one course of epochs', async () => {
  const rows = options();
  const told: number[] = [];
  const [trial] = fixedTrials({ ...rows, learners });
  const onEpoch: TrainModelOptions['onEpoch'] = ({ epoch, epochs }) => {
    told.push(epoch);
    assert.equal(epochs, 27);
  };
  const { members, incomplete, history } = await fitFinal({ ...rows, onEpoch }, trial!, () => {});
  assert.deepEqual([members.length, incomplete.length], [2, 1]);
  const counted = Array.from({ length: 27 }, (_, epoch) => epoch + 1);
  assert.deepEqual(told, counted);
  assert.deepEqual(
    history.map(({ epoch }) => epoch),
    counted,
  );
});

test('a warm start shortens the training of what it goes on from, not of the network for incomplete rows', async () => {
  const rows = options();
  const [trial] = fixedTrials({ ...rows, learners });
  const { members, incomplete } = await fitFinal(rows, trial!, () => {});
  const model = { version: '1', encoding: rows.encoding, members };
  const warm = await fitFinal({ ...rows, warmStart: { version: '1', model } }, trial!, () => {});
  assert.deepEqual(warm.warmStart, { version: '1', cold: null });
  // A third of nine epochs for each of two, nine for the other one.
  assert.equal(warm.history.length, 3 + 3 + 9);
  assert.deepEqual(warm.incomplete, incomplete);
  assert.notDeepEqual(warm.members, members);
});

test.run();
