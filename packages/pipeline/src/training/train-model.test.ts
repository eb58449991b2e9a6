import assert from 'node:assert/strict';
import { type Decision, parseConfig, RampartError } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';
import { noLeak, onEveryBackend, rejects } from '@rampart/core/testing';
import type { Encoding } from '@rampart/core/tensor';
import { suite } from 'uvu';
import type { FittedNetwork } from './learners/network/trained-network.ts';
import { trainModel } from './train-model.ts';
import type { TrainModelOptions } from './train-options.ts';

const test = suite('trainModel');

const encoding: Encoding = [
  { name: 'x', type: 'number', origin: 0 },
  { name: 'protocol', type: 'category', vocabulary: ['tcp', 'udp', 'icmp'] },
  { name: 'flag', type: 'category', vocabulary: [0, 1] },
];

/** Rows whose class is an exclusive or, so that logistic regression is no better than chance; a tenth of the labels is noise. */
function rows(count: number, classes: number, seed: number) {
  const random = createRandom(seed);
  const columns = [
    Float64Array.from({ length: count }, () => (random.next() < 0.1 ? Number.NaN : 1e6 + random.normal())),
    Float64Array.from({ length: count }, () => random.integer(3)),
    Float64Array.from({ length: count }, () => random.integer(2)),
  ];
  const labels = Int32Array.from({ length: count }, (_, row) => {
    const truth = (columns[1]![row] === 0 ? 1 : 0) ^ columns[2]![row]!;
    const label = random.next() < 0.1 ? 1 - truth : truth;
    return classes === 2 ? label : label + (random.next() < 0.5 ? 2 : 0) * columns[2]![row]!;
  });
  return { encoding, columns, labels, groups: Int32Array.from(labels, (_, row) => row), classes };
}

const candidates = [
  { name: 'linear', hidden: [] },
  { name: 'small', hidden: [16] },
  { name: 'large', hidden: [32, 32] },
];

function options(training: object, count = 400, classes = 2): TrainModelOptions {
  const config = parseConfig(
    {
      transformation: { numeric: 'auto' },
      training: {
        candidates,
        folds: 3,
        epochs: 16,
        batchSize: 32,
        learningRate: 0.05,
        minimumSteps: 0,
        ...training,
      },
    },
    'the test',
  );
  return { ...rows(count, classes, 1), positive: classes === 2 ? 0 : null, config, random: createRandom(9) };
}

onEveryBackend(test, 'chooses a network that can learn the table, the smaller one of two', async () => {
  const noted: number[] = [];
  const model = await noLeak(() =>
    trainModel({ ...options({}), onProgress: (fraction) => noted.push(fraction) }),
  );
  assert.equal(model.chosen, 'small');
  assert.deepEqual(
    model.leaderboard.map(({ name }) => name),
    ['linear', 'small', 'large', 'prior'],
  );
  assert.ok(model.gain.logLoss > 2 * model.gain.standardError);
  assert.ok(model.outOfFold.accuracy! > 0.85);
  assert.ok(model.leaderboard[0]!.outOfFold.accuracy! < 0.8);
  assert.equal(model.leaderboard[0]!.folds.length, 3);
  const [{ groups, threshold, expected }] = model.decisions as [Decision];
  assert.ok(threshold > 0.1 && threshold < 0.9);
  assert.deepEqual([model.decisions.length, groups, expected], [1, [], model.outOfFold]);
  assert.equal(model.outOfFoldProbabilities.length, 800);
  assert.deepEqual(
    noted,
    noted.toSorted((a, b) => a - b),
  );
  assert.ok(Math.abs(noted.at(-1)! - 1) < 1e-9);
});

onEveryBackend(test, 'one seed gives the same model', async () => {
  const run = options({ epochs: 2, candidates: candidates.slice(1) });
  const [once, again] = [await trainModel(run), await trainModel(run)];
  const timeless = ({ leaderboard, ...model }: typeof once) => ({
    ...model,
    leaderboard: leaderboard.map((entry) => ({ ...entry, seconds: 0, predictMicroseconds: 0 })),
  });
  assert.deepEqual(timeless(once), timeless(again));
});

onEveryBackend(test, 'several classes have no threshold to choose', async () => {
  const model = await trainModel(options({}, 600, 4));
  assert.equal(model.decisions[0]!.threshold, 0.5);
  assert.equal((model.members[0]!.fitted as FittedNetwork).shape.outputs, 4);
  assert.ok(model.outOfFold.logLoss! < 1.1);
});

onEveryBackend(test, 'early stopping keeps its rows out of the last training', async () => {
  const model = await noLeak(() =>
    trainModel(
      options({ validationFraction: 0.2, patience: 2, epochs: 40, candidates: candidates.slice(2) }),
    ),
  );
  assert.ok(model.history.every(({ validationLoss }) => validationLoss !== undefined));
  assert.ok(model.history.length < 40);
});

onEveryBackend(test, 'rows transformed before give the same model', async () => {
  const { fitPreprocessing, packRows, transformRows } = await import('@rampart/core/tensor');
  const run = options({ epochs: 2, candidates: candidates.slice(1, 2) });
  const preprocessing = fitPreprocessing(encoding, run.columns, run.config.transformation);
  const features = transformRows(preprocessing, packRows(run.columns), run.labels.length);
  const prepared = await trainModel({
    ...run,
    prepared: { transformation: run.config.transformation, preprocessing, features },
  });
  assert.deepEqual(prepared.members, (await trainModel(run)).members);
});

onEveryBackend(test, 'balanced classes give probabilities with the shares of the table', async () => {
  const run = options({ classWeights: 'balanced', candidates: candidates.slice(1, 2) }, 1200);
  // Two thirds of one class are taken away.
  const kept = Int32Array.from(run.labels.keys()).filter((row) => run.labels[row] === 1 || row % 3 === 0);
  const pick = <T extends Float64Array | Int32Array>(values: T): T =>
    values.filter((_, row) => kept.includes(row)) as T;
  const labels = pick(run.labels);
  const model = await trainModel({
    ...run,
    labels,
    groups: pick(run.groups),
    columns: run.columns.map(pick),
  });
  const share = labels.filter((label) => label === 0).length / labels.length;
  const mean =
    model.outOfFoldProbabilities.filter((_, i) => i % 2 === 0).reduce((a, b) => a + b, 0) / labels.length;
  assert.ok(Math.abs(share - mean) < 0.04, `${mean} instead of ${share}`);
});

onEveryBackend(test, 'an abort ends the run and leaves no tensor', async () => {
  const abort = new AbortController();
  const run = { ...options({}), signal: abort.signal, onProgress: () => abort.abort() };
  await noLeak(() =>
    rejects(trainModel(run), (error) => error instanceof RampartError && error.code === 'aborted'),
  );
});

test('candidates are compared on the selection alone, and the chosen one learns from all rows', async () => {
  const told: number[] = [];
  const selection = { rows: Int32Array.from({ length: 300 }, (_, at) => 2 * at) };
  const given = options({}, 800);
  const model = await trainModel({ ...given, selection, onEstimate: (seconds) => told.push(seconds) });
  const { columns, labels, groups } = given;
  const half = await trainModel({
    ...given,
    columns: columns.map((column) => Float64Array.from(selection.rows, (row) => column[row]!)),
    labels: selection.rows.map((row) => labels[row]!),
    groups: selection.rows.map((row) => groups[row]!),
  });
  assert.equal(model.outOfFoldProbabilities.length, 300 * 2);
  assert.deepEqual(model.outOfFoldProbabilities, half.outOfFoldProbabilities);
  assert.deepEqual(model.calibration, half.calibration);
  const weightsOf = ({ members }: typeof model) => (members[0]!.fitted as FittedNetwork).parameters;
  assert.notDeepEqual(weightsOf(model), weightsOf(half));
  const all = await trainModel(given);
  assert.equal(model.chosen, all.chosen);
  assert.deepEqual(weightsOf(model), weightsOf(all));
  assert.equal(told.length, 1);
  assert.ok(told[0]! > 0);
});

test.run();
