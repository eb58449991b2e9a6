import assert from 'node:assert/strict';
import { createRandom, parseConfig } from '@rampart/core';
import { useBackend } from '@rampart/core/tensor';
import { suite } from 'uvu';
import { fixedTrials } from './selection/candidate-settings.ts';
import { fitFinal } from './fit-final.ts';
import type { TrainModelOptions } from './train-model.ts';

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
function options(): TrainModelOptions {
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
  };
}

test('several networks for complete rows, one for incomplete ones, and one course of epochs', async () => {
  const rows = options();
  const told: number[] = [];
  const [trial] = fixedTrials(config, rows.encoding);
  const onEpoch: TrainModelOptions['onEpoch'] = ({ epoch, epochs }) => {
    told.push(epoch);
    assert.equal(epochs, 27);
  };
  const { branches, history } = await fitFinal({ ...rows, onEpoch }, trial!, () => {});
  assert.deepEqual(
    branches.map(({ network }) => network.partial !== undefined),
    [true, false],
  );
  const counted = Array.from({ length: 27 }, (_, epoch) => epoch + 1);
  assert.deepEqual(told, counted);
  assert.deepEqual(
    history.map(({ epoch }) => epoch),
    counted,
  );
});

test('a warm start shortens the training of what it goes on from, not of the network for incomplete rows', async () => {
  const rows = options();
  const [trial] = fixedTrials(config, rows.encoding);
  const { branches } = await fitFinal(rows, trial!, () => {});
  const networks = { version: '1', encoding: rows.encoding, branches };
  const warm = await fitFinal({ ...rows, warmStart: { version: '1', networks } }, trial!, () => {});
  assert.deepEqual(warm.warmStart, { version: '1', cold: null });
  // A third of nine epochs for each of two, nine for the other one.
  assert.equal(warm.history.length, 3 + 3 + 9);
  assert.deepEqual(warm.branches[0]!.network.partial, branches[0]!.network.partial);
});

test.run();
