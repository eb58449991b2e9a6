import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { parseConfig, RampartError, targetOf } from '@rampart/core';
import { configSchemaOf, createRandom, families } from '@rampart/core/internal';
import { readTable } from '@rampart/core/rows';
import {
  arraysClose,
  noLeak,
  onEveryBackend,
  rejects,
  stumpFamily,
  temporaryDirectory,
  textSource,
} from '@rampart/core/testing';
import { registerStump } from '@rampart/core/testing/stump';
import { type BackendName, calibrateLogits, encodeTable, useBackend } from '@rampart/core/tensor';
import { createPredictor } from '@rampart/serve';
import { suite } from 'uvu';
import { packageModel } from '../evaluation/package-model.ts';
import { scoreRows } from '../evaluation/evaluate-predictor.ts';
import { fitRecipe, type RecipeOptions } from './recipe.ts';
import { exampleCsv, exampleSchema } from '../testing/example-table.ts';
import { learnersWithStump } from '../testing/stump/learners-with-stump.ts';
import type { FittedStump } from '../testing/stump/stump-learner.ts';
import { learnerOf } from './learners/learner.ts';
import { createFitPool } from './threads/fit-pool.ts';
import { readWarmStart } from './warm-start.ts';
import { logitProbabilities } from './learners/class-logits.ts';

// A second family that nothing outside its own files and list entries knows of, through all that a model goes through.
const test = suite('a second family');

test.before(registerStump);

const { table } = await readTable(textSource(exampleCsv(300, 2)), exampleSchema);
const schemaOfConfig = configSchemaOf([...families, stumpFamily]);

const network = { name: 'net', hidden: [6], epochs: 12, batchSize: 32, learningRate: 0.03 };
/** It chooses among one of three columns, drawn at random. */
const stump = { name: 'tree', family: 'stump', share: 0.3 };
const mixed = { name: 'mixed', blend: 'equal', members: [network, stump, stump] };

const configOf = (training: object) =>
  parseConfig({ training: { folds: 3, minimumSteps: 0, ...training } }, 'the test', schemaOfConfig);

async function fit(training: object, options: Partial<RecipeOptions> = {}) {
  const pool = options.pool ?? createFitPool(1, 'cpu', learnersWithStump);
  const config = configOf(training);
  return fitRecipe(table, exampleSchema, config, {
    groupedBy: [],
    random: createRandom(6),
    ...options,
    pool,
  });
}

async function packaged({ encoding, trained, files }: Awaited<ReturnType<typeof fit>>, backend: BackendName) {
  const { decisions } = trained;
  const shared = { name: 'flows', version: '1', schema: exampleSchema, encoding, decisions };
  return packageModel({ ...shared, model: files, training: table, backend });
}

/** What a trained model's members say of the table, averaged by their weights. */
function meanLogits({ encoding, trained }: Awaited<ReturnType<typeof fit>>): Float64Array {
  const columns = encodeTable(encoding, table);
  const each = trained.members.map(({ family, fitted }) =>
    learnerOf(learnersWithStump.learners, family).logits(fitted, columns),
  );
  const weights = trained.weights ?? each.map(() => 1 / each.length);
  return each[0]!.map((_, i) => each.reduce((sum, logits, at) => sum + weights[at]! * logits[i]!, 0));
}

test('its settings stand in the configuration as those of any family, and are checked', async () => {
  assert.deepEqual(configOf({ candidates: [mixed] }).training.candidates[0]!.members![1], stump);
  const wrong = { candidates: [{ name: 'a', family: 'stump', shar: 2 }] };
  const error = await rejects(fit(wrong), /Did you mean `share`\?/);
  assert.ok(error instanceof RampartError);
  assert.deepEqual(Object.keys(configOf({}).training.search.space), ['network', 'trees', 'stump']);
});

onEveryBackend(test, 'an ensemble with a network is chosen, exported, loaded and served', async (backend) => {
  await noLeak(async () => {
    const training = { candidates: [{ ...stump, name: 'alone' }, mixed], selection: 'best' };
    const fitted = await fit(training);
    const { trained, files } = fitted;
    assert.equal(trained.chosen, 'mixed');
    assert.deepEqual(
      trained.leaderboard.map(({ name, settings }) => [name, Object.keys(settings)]),
      [
        ['alone', ['family', 'share']],
        ['mixed', ['members']],
        ['prior', []],
      ],
    );
    const [, one, other] = trained.members.map((member) => member.fitted as FittedStump);
    // One name twice in an ensemble is two starts: each tree chose among columns of its own.
    assert.notDeepEqual(one!.split, other!.split);
    assert.deepEqual((await fit(training)).files, files);

    const unit = await packaged(fitted, backend);
    using predictor = await createPredictor(unit, { backend });
    const { probabilities } = await scoreRows(predictor, table);
    const { positive } = targetOf(exampleSchema);
    const logits = calibrateLogits(trained.calibration, meanLogits(fitted));
    arraysClose(probabilities, logitProbabilities(logits, 1, positive), 1e-5);
  });
});

onEveryBackend(test, 'members are averaged by fitted weights, in what is served too', async (backend) => {
  const candidates = [{ ...mixed, blend: 'fitted' }];
  const fitted = await fit({ candidates });
  const { trained } = fitted;
  const [entry] = trained.leaderboard;
  assert.deepEqual(
    trained.weights,
    entry!.parts.flatMap(({ weight }) => (weight > 0 ? [weight] : [])),
  );
  assert.equal(trained.members.length, trained.weights!.length);
  assert.notDeepEqual(
    (await fit({ candidates: [{ ...mixed, blend: 'equal' }] })).trained.outOfFold,
    trained.outOfFold,
  );
  const unit = await packaged(fitted, backend);
  using predictor = await createPredictor(unit, { backend });
  const { probabilities } = await scoreRows(predictor, table);
  const logits = calibrateLogits(trained.calibration, meanLogits(fitted));
  arraysClose(probabilities, logitProbabilities(logits, 1, targetOf(exampleSchema).positive), 1e-5);
  const before = await readWarmStart(unit, learnersWithStump.learners);
  assert.deepEqual(before!.members, trained.members);
});

test('threads, and a run that is taken up again, give the same bytes', async () => {
  await useBackend('wasm');
  // Rows enough that a network is worth a thread.
  const large = { ...network, hidden: [64, 64], epochs: 60, batchEnsemble: 16 };
  const training = { candidates: [{ ...mixed, members: [large, stump, stump] }] };
  const here = await fit(training);
  await using pool = createFitPool(2, 'wasm', learnersWithStump);
  assert.deepEqual((await fit(training, { pool })).files, here.files);

  await using folder = await temporaryDirectory();
  const abort = new AbortController();
  let told = 0;
  const onEpoch = () => {
    if (++told === 150) abort.abort();
  };
  const resumeFrom = folder.path;
  await rejects(fit(training, { resumeFrom, onEpoch, signal: abort.signal }), /abort/);
  assert.ok((await readdir(folder.path)).length > 2);
  told = 1000;
  assert.deepEqual((await fit(training, { resumeFrom, onEpoch })).files, here.files);
  const epochs = 4 * (60 + 1 + 1);
  assert.equal(told - 1000, epochs - 150, 'nothing was done twice');
});

test('a later training goes on from its members', async () => {
  await useBackend('cpu');
  const training = { candidates: [mixed] };
  const before = await fit(training);
  const model = await readWarmStart(await packaged(before, 'cpu'), learnersWithStump.learners);
  assert.deepEqual(
    model!.members.map(({ family }) => family),
    ['network', 'stump', 'stump'],
  );
  const [, tree] = before.trained.members;
  assert.deepEqual(model!.members[1], tree);
  const warmStart = { version: '1', model };
  const warm = await fit(training, { warmStart, random: createRandom(4) });
  assert.deepEqual(warm.trained.warmStart, { version: '1', cold: null });
  // Another seed would have drawn other columns.
  const splits = ({ trained }: typeof warm) =>
    trained.members.slice(1).map(({ fitted }) => (fitted as FittedStump).split);
  assert.deepEqual(splits(warm), splits(before));
  const turned = { ...mixed, members: [stump, network, stump] };
  const cold = await fit({ candidates: [turned] }, { warmStart });
  assert.match(cold.trained.warmStart!.cold!, /other families/);
});

test('the search draws it too, and averages it with others', async () => {
  await useBackend('cpu');
  const space = {
    network: { depth: 1, width: 4, epochs: 8, batchSize: 32, batchEnsemble: 1 },
    trees: { trees: 20, depth: 3 },
  };
  const { trained } = await fit({ candidates: [network], search: { trials: 8, average: 4, space } });
  const drawn = trained.leaderboard.filter((entry) => entry.drawn && entry.settings['family'] !== undefined);
  assert.deepEqual([...new Set(drawn.map(({ settings }) => String(settings['family'])))].toSorted(), [
    'network',
    'stump',
    'trees',
  ]);
  const average = trained.leaderboard.find(({ settings }) => settings['members'] !== undefined);
  assert.ok(average === undefined || average.name.includes(' + '));
});

test('classes are balanced in its choice, not in what it says', async () => {
  await useBackend('cpu');
  for (const classWeights of ['none', 'balanced']) {
    const fitted = await fit({ candidates: [{ ...stump, share: 1 }], classWeights });
    const mean = meanLogits(fitted).reduce((sum, logit) => sum + 1 / (1 + Math.exp(-logit)), 0) / table.rows;
    const { classes, positive } = targetOf(exampleSchema);
    const labels = table.columns.get('attack') as readonly unknown[];
    const share = [...labels].filter((label) => label === classes[positive!]).length / table.rows;
    arraysClose([mean], [share], 0.02);
  }
});

test.run();
