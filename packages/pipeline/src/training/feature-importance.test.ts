import { deepEqual, equal, notDeepEqual, ok } from 'node:assert/strict';
import { parseConfig } from '@rampart/core';
import { configSchemaOf, createRandom, families } from '@rampart/core/internal';
import { stumpFamily } from '@rampart/core/testing';
import { useBackend } from '@rampart/core/tensor';
import { suite } from 'uvu';
import { encodedExample } from '../testing/encoded-rows.ts';
import { learnersWithStump } from '../testing/stump/learners-with-stump.ts';
import { featureImportance } from './feature-importance.ts';
import { mostPermuted } from './selection/judge-features.ts';
import { createFitPool } from './threads/fit-pool.ts';
import { trainModel } from './train-model.ts';
import type { TrainedModel } from './trained-model.ts';

const test = suite('the importance of features');

test.before(async () => {
  await useBackend('wasm');
});

const schemaOfConfig = configSchemaOf([...families, stumpFamily]);
const network = { name: 'net', hidden: [8], epochs: 30, batchSize: 64, learningRate: 0.03 };
const stump = { name: 'tree', family: 'stump', share: 1 };

interface Table {
  readonly rows?: number;
  readonly width?: number;
  readonly rare?: boolean;
  /** Whether the last column rises from row to row. */
  readonly clock?: boolean;
  readonly training?: object;
  readonly seed?: number;
}

/** Trains on columns of noise beside the first, whose sign is the label of nine rows in ten. */
function train({
  rows = 1500,
  width = 3,
  rare = false,
  clock = false,
  training = {},
  seed = 5,
}: Table): Promise<TrainedModel> {
  const random = createRandom(seed);
  const table = encodedExample(seed, rows, width);
  if (clock)
    table.columns[width - 1] = Float64Array.from({ length: rows }, (_, row) => 17 * row + random.integer(9));
  const labels = table.labels.map((label) => (random.next() < 0.1 ? 1 - label : label));
  const config = parseConfig(
    { training: { candidates: [network], folds: 3, minimumSteps: 0, ...training } },
    'the test',
    schemaOfConfig,
  );
  return trainModel({
    ...table,
    labels: rare ? labels.map((label) => (random.next() < 0.01 ? label : 0)) : labels,
    groups: Int32Array.from(table.labels.keys()),
    config,
    random: createRandom(seed),
    pool: createFitPool(1, 'wasm', learnersWithStump),
  });
}

test('a feature that tells the label alone is all that the model knows, and noise is nothing', async () => {
  const { importance, gain } = await train({});
  equal(importance.rows, 1500);
  const [first, ...others] = importance.features;
  equal(first!.name, 'x0');
  ok(Math.abs(first!.logLoss! / gain.logLoss - 1) < 0.1, `${first!.logLoss} of ${gain.logLoss}`);
  ok(first!.standardError! > 0 && first!.standardError! < 0.2 * first!.logLoss!);
  deepEqual(others.map(({ name }) => name).toSorted(), ['x1', 'x2']);
  for (const { logLoss, standardError } of others) ok(Math.abs(logLoss!) <= 2 * standardError!);
  ok(others[0]!.logLoss! >= others[1]!.logLoss!);
  ok(
    importance.features.every(({ splitGain }) => splitGain === null),
    'networks have no splits',
  );
});

test('one seed gives the same figures, and asking for them changes no other one', async () => {
  const [once, again, without] = [
    await train({ clock: true }),
    await train({ clock: true }),
    await train({ clock: true, training: { importance: false } }),
  ];
  deepEqual(
    once.carriers.map(({ features }) => features),
    [['x2']],
  );
  deepEqual(once.importance, again.importance);
  notDeepEqual(once.importance, (await train({ clock: true, seed: 6 })).importance);
  deepEqual(without.importance, { rows: 0, features: [] });
  deepEqual([once.members, once.gain, once.carriers], [without.members, without.gain, without.carriers]);
});

test('of a long table some rows are scored, with enough of a rare class; of a wide one the first features', async () => {
  const training = { candidates: [stump] };
  const long = await train({ rows: 14_000, training, rare: true });
  ok(long.importance.rows > 4500 && long.importance.rows < 5700, String(long.importance.rows));
  const [first] = long.importance.features;
  equal(first!.name, 'x0');
  ok(Math.abs(first!.logLoss! - long.gain.logLoss) < 3 * (first!.standardError! + long.gain.standardError));

  const wide = await train({ rows: 300, width: mostPermuted + 3, training });
  const unknown = wide.importance.features.filter(({ logLoss }) => logLoss === null);
  deepEqual(
    unknown.map(({ name }) => name),
    [0, 1, 2].map((at) => `x${mostPermuted + at}`),
  );
  deepEqual(wide.importance.features.slice(-3), unknown);
});

test('the splits of all members count together, as shares', async () => {
  const members = [network, { ...stump, share: 0.4 }, { ...stump, share: 0.4 }, { ...stump, name: 'whole' }];
  const { importance, members: fitted } = await train({
    training: { candidates: [{ name: 'mixed', members }] },
  });
  const shares = importance.features.map(({ splitGain }) => splitGain!);
  ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-12);
  ok(shares[0]! > 0.5 && shares.every((share) => share >= 0), shares.join());
  equal(fitted.length, 4);
  const trees = { name: 'trees', family: 'trees', trees: 20, depth: 3 };
  const boosted = await train({ training: { candidates: [trees], importance: false } });
  ok(boosted.importance.features[0]!.name === 'x0' && boosted.importance.features[0]!.splitGain! > 0.8);
  // Splits are told where nothing is permuted, too.
  const { importance: alone } = await train({ training: { candidates: [stump], importance: false } });
  deepEqual(alone.features, [
    { name: 'x0', logLoss: null, standardError: null, splitGain: 1 },
    { name: 'x1', logLoss: null, standardError: null, splitGain: 0 },
    { name: 'x2', logLoss: null, standardError: null, splitGain: 0 },
  ]);
});

test('features are sorted by what permuting them costs, then by their splits', () => {
  const encoding = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, type: 'number' as const, origin: 0 }));
  const rise = (logLoss: number) => ({ logLoss, standardError: 0.1 });
  const rises = [rise(-0.1), rise(0.3), null, null, rise(0.3)];
  const named = (gains: number[] | null) =>
    featureImportance(encoding, { rows: 9, rises }, gains && Float64Array.from(gains))
      .features.map(({ name }) => name)
      .join('');
  equal(named(null), 'beacd');
  equal(named([0.1, 0.1, 0.2, 0.3, 0.3]), 'ebadc');
});

test.run();
