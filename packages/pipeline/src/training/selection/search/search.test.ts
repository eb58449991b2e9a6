import assert from 'node:assert/strict';
import { parseConfig } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';
import { useBackend } from '@rampart/core/tensor';
import { suite } from 'uvu';
import { builtInLearners } from '../../learners/learners.ts';
import { networkLearner } from '../../learners/network/network-learner.ts';
import { createFitPool } from '../../threads/fit-pool.ts';
import { trainModel } from '../../train-model.ts';
import type { TrainModelOptions } from '../../train-options.ts';
import type { TrainedModel } from '../../trained-model.ts';

const test = suite('a search');

/** Two columns whose product tells the class, so that a linear model knows nothing. */
function rows(count: number) {
  const random = createRandom(1);
  const columns = [0, 1].map(() => Float64Array.from({ length: count }, () => random.normal()));
  const labels = Int32Array.from({ length: count }, (_, row) =>
    columns[0]![row]! * columns[1]![row]! + 0.1 * random.normal() > 0 ? 1 : 0,
  );
  return {
    encoding: [
      { name: 'x', type: 'number' as const, origin: 0 },
      { name: 'y', type: 'number' as const, origin: 0 },
    ],
    columns,
    labels,
    groups: Int32Array.from(labels, (_, row) => row),
    classes: 2,
    positive: 1,
  };
}

function train(
  training: object,
  extra: Partial<Pick<TrainModelOptions, 'pool' | 'onProgress' | 'onEpoch'>> = {},
) {
  const { space, ...search } = (training as { search: { space?: object } }).search;
  const config = parseConfig(
    {
      training: {
        candidates: [{ name: 'linear', hidden: [] }],
        folds: 3,
        epochs: 5,
        minimumSteps: 0,
        batchSize: 64,
        ...training,
        search: {
          average: 1,
          ...search,
          space: {
            network: {
              width: [8, 16],
              depth: 1,
              epochs: [10, 20],
              batchSize: [32, 64],
              batchEnsemble: [1, 2],
              ...space,
            },
          },
        },
      },
    },
    'the test',
  );
  return trainModel({ ...rows(400), config, random: createRandom(3), ...extra });
}

/** All that must not depend on how fast the machine is. */
function timeless({ leaderboard, ...model }: TrainedModel) {
  const entries = leaderboard.map((entry) => ({ ...entry, seconds: 0, predictMicroseconds: 0 }));
  return { ...model, leaderboard: entries };
}

test('finds a model where the configuration holds none that can learn the table', async () => {
  await useBackend('wasm');
  const told: number[] = [];
  const model = await train({ search: { trials: 6 } }, { onProgress: (share) => told.push(share) });
  const [linear, prior, ...drawn] = model.leaderboard;
  assert.deepEqual([prior!.name, prior!.eligible], ['prior', false]);
  assert.equal(linear!.drawn, false);
  assert.deepEqual(
    drawn.map((entry) => entry.folds.length),
    [3, 3, 1, 1, 1, 1],
  );
  assert.match(model.chosen, /^trial #\d$/);
  assert.equal(model.chosen, drawn[0]!.name);
  assert.ok(drawn[0]!.outOfFold.logLoss! < linear!.outOfFold.logLoss! - 0.2);
  for (const { settings, predictMicroseconds } of drawn) {
    assert.ok((settings['hidden'] ?? settings['trees']) !== undefined && predictMicroseconds! > 0);
  }
  // Rows tell how sure a difference is, on a single fold too.
  assert.ok(drawn.at(-1)!.behindBest! > drawn.at(-1)!.standardError!);
  assert.deepEqual(
    told,
    told.toSorted((a, b) => a - b),
  );
  assert.ok(Math.abs(told.at(-1)! - 1) < 1e-9);
});

test('with trials alone one seed gives one model, whatever the number of threads', async () => {
  await useBackend('wasm');
  const training = { search: { trials: 4, space: { numeric: ['standardize', 'quantile'] } } };
  const here = await train(training);
  await using pool = createFitPool(2, 'wasm');
  assert.deepEqual(timeless(await train(training, { pool })), timeless(here));
});

test('more trials try the same ones and then others', async () => {
  await useBackend('wasm');
  const settings = async (trials: number) => {
    const { leaderboard } = await train({ search: { trials } });
    return new Map(leaderboard.map((entry) => [entry.name, entry.settings]));
  };
  const [few, many] = [await settings(2), await settings(5)];
  assert.equal(many.size, 7);
  for (const [name, drawn] of few) assert.deepEqual(many.get(name), drawn);
});

test('the best are averaged where that beats each of them, as one model', async () => {
  await useBackend('wasm');
  // Trees learn this table too well for a network to add to them.
  await using pool = createFitPool(1, 'wasm', { ...builtInLearners, learners: [networkLearner] });
  const model = await train({ search: { trials: 6, average: 3, keep: 0.5 } }, { pool });
  const names = model.chosen.split(' + ');
  assert.ok(names.length > 1 && names.length <= 3, model.chosen);
  assert.equal(model.members.length, names.length);
  const [average, ...others] = model.leaderboard.filter(({ drawn }) => drawn);
  assert.equal(average!.name, model.chosen);
  assert.equal((average!.settings['members'] as unknown[]).length, names.length);
  const loss = ({ outOfFold }: { readonly outOfFold: { readonly logLoss: number | null } }) =>
    outOfFold.logLoss!;
  assert.ok(others.every((one) => loss(average!) < loss(one)));
  const parts = model.leaderboard.filter(({ name }) => names.includes(name));
  assert.equal(
    average!.parameters,
    parts.reduce((sum, { parameters }) => sum + parameters, 0),
  );
});

test('networks of an average of the configuration may be averaged with others, without being trained again', async () => {
  await useBackend('wasm');
  const [small, wide] = [{ hidden: [4] }, { hidden: [24] }];
  const trained = new Set<string>();
  const told: string[] = [];
  const model = await train(
    {
      candidates: [{ name: 'both', members: [small, wide] }],
      search: { trials: 1, average: 3, space: { depth: 1, width: 1, epochs: 1 } },
    },
    {
      onEpoch({ candidate, fold }) {
        if (fold !== null) trained.add(candidate);
      },
      onProgress: (_, note) => told.push(note),
    },
  );
  assert.deepEqual([...trained], ['both', 'trial #1']);
  const inFolds = told.filter((note) => note.includes('fold'));
  assert.deepEqual(
    inFolds,
    ['both', 'trial #1'].flatMap((name) => [1, 2, 3].map((fold) => `${name}, fold ${fold} of 3`)),
  );
  assert.match(model.chosen, /both/);
});

test('the simplest is preferred where that is asked for', async () => {
  await useBackend('wasm');
  const search = { trials: 6, space: { width: [16, 256], epochs: 20, dropout: 0 } };
  const costOf = ({ leaderboard, chosen }: TrainedModel) =>
    leaderboard.find(({ name }) => name === chosen)!.parameters;
  const [best, simplest] = [await train({ search }), await train({ search, selection: 'simplest' })];
  assert.ok(costOf(simplest) <= costOf(best));
});

test('a drawn network that diverges is out of the question and ends nothing', async () => {
  await useBackend('wasm');
  const space = { learningRate: [1e-3, 1], labelSmoothing: 0, dropout: 0, normalization: ['none'] };
  const model = await train({ search: { trials: 4, space }, clipNorm: 0 });
  assert.equal(model.leaderboard.length, 6);
});

test('a budget is kept to, and one too short still gives a model', async () => {
  await useBackend('wasm');
  const started = performance.now();
  const model = await train({ search: { budget: '10s' } });
  const seconds = (performance.now() - started) / 1000;
  assert.ok(model.leaderboard.length > 2);
  // What is measured is on other tests' machines too, so only a gross excess is a fault.
  assert.ok(seconds < 60, `${seconds} s`);
  const none = await train({ search: { budget: '0.001s' } });
  assert.deepEqual(
    none.leaderboard.map(({ name }) => name),
    ['linear', 'prior'],
  );
});

test.run();
