import assert from 'node:assert/strict';
import { type DatasetSchema, defineSchema, parseConfig, type SchemaDefinition } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';
import { readTable } from '@rampart/core/rows';
import { useBackend } from '@rampart/core/tensor';
import { rejects, textSource } from '@rampart/core/testing';
import { createPredictor, type Predictor } from '@rampart/serve';
import { suite } from 'uvu';
import { packageModel } from '../evaluation/package-model.ts';
import { fitRecipe, type RecipeOptions } from './recipe.ts';
import { createFitPool } from './threads/fit-pool.ts';

// What the schema declares monotone, through all of the recipe: encoding, selection, average, calibration, serving.
const test = suite('monotone columns');

test.before(async () => {
  await useBackend('wasm');
});

const risks = ['low', 'middle', 'high'];
type Ways = Partial<Record<'age' | 'risk' | 'flag', 'increasing' | 'decreasing'>>;

function schemaOf(ways: Ways, groups = false): DatasetSchema {
  const monotone = (name: keyof Ways) => ways[name] && { monotone: ways[name] };
  return defineSchema({
    name: 'rows',
    columns: [
      { name: 'age', kind: 'numeric', ...monotone('age') },
      { name: 'size', kind: 'numeric' },
      { name: 'risk', kind: 'ordinal', values: risks, ...monotone('risk') },
      { name: 'flag', kind: 'binary', values: [1, -1], ...monotone('flag') },
      { name: 'label', kind: 'binary', role: 'target', values: ['bad', 'good'], positive: 'bad' },
    ],
    ...(groups && {
      featureGroups: [
        { name: 'cheap', cost: 0, columns: ['age', 'flag'] },
        { name: 'dear', cost: 1, columns: ['size', 'risk'] },
      ],
    }),
  } as SchemaDefinition);
}

const declared: Ways = { age: 'increasing', risk: 'decreasing', flag: 'increasing' };

/** Rows whose label goes up and down with every column, so that a model which is free to would follow. */
function csv(rows: number, seed: number): string {
  const random = createRandom(seed);
  const lines = Array.from({ length: rows }, () => {
    const [age, size] = [random.normal(), random.normal()];
    const [risk, flag] = [random.integer(3), random.integer(2)];
    const logit =
      2 * Math.sin(3 * age) + (risk === 1 ? 2 : -1) * Math.sign(size) + (flag === 0 ? size : -size);
    const label = random.next() < 1 / (1 + Math.exp(-logit)) ? 'bad' : 'good';
    const missing = random.next() < 0.05;
    return [missing ? '' : age.toFixed(3), size.toFixed(3), risks[risk], flag === 0 ? 1 : -1, label].join(
      ',',
    );
  });
  return `age,size,risk,flag,label\n${lines.join('\n')}\n`;
}

const small = { family: 'trees', trees: 40, depth: 4, learningRate: 0.2 };
const candidates = [{ name: 'both', blend: 'fitted', members: [small, { ...small, depth: 2 }] }];

async function fit(schema: DatasetSchema, training: object, options: Partial<RecipeOptions> = {}) {
  await using pool = createFitPool(1, 'wasm');
  const { table } = await readTable(textSource(csv(500, 3)), schema);
  const config = parseConfig({ training: { folds: 3, candidates, ...training } }, 'the test');
  const random = createRandom(6);
  const recipe = await fitRecipe(table, schema, config, { groupedBy: [], random, pool, ...options });
  const { encoding, trained, files: model } = recipe;
  const { decisions } = trained;
  const shared = { name: 'rows', version: '1', schema, encoding, decisions, backend: 'wasm' } as const;
  return { trained, unit: await packageModel({ ...shared, model, training: table }) };
}

type Row = Record<string, string | number | null>;

/** Every row with one declared column at rising values, and the way that its score may go. */
function* ladders(rows: number): Generator<{ readonly ladder: Row[]; readonly way: 1 | -1 }> {
  const random = createRandom(11);
  for (let at = 0; at < rows; at++) {
    const row: Row = {
      age: random.next() < 0.1 ? null : 2 * random.normal(),
      size: 2 * random.normal(),
      risk: risks[random.integer(3)]!,
      flag: random.next() < 0.5 ? 1 : -1,
    };
    const ages = Array.from({ length: 25 }, (_, step) => -3 + step / 4);
    yield { ladder: ages.map((age) => ({ ...row, age })), way: 1 };
    yield { ladder: risks.map((risk) => ({ ...row, risk })), way: -1 };
    yield { ladder: [-1, 1].map((flag) => ({ ...row, flag })), way: 1 };
  }
}

/** The longest step of a served score against its way, over rows with these columns missing, asked one by one and together. */
async function worstStep(predictor: Predictor, missing: readonly string[] = []): Promise<number> {
  const without = (row: Row): Row => ({ ...row, ...Object.fromEntries(missing.map((name) => [name, null])) });
  const all = [...ladders(40)];
  const rows = all.flatMap(({ ladder }) => ladder.map(without));
  const together = await predictor.predictMany(rows);
  let worst = 0;
  let next = 0;
  for (const { ladder, way } of all) {
    const alone = await Promise.all(ladder.map((row) => predictor.predict(without(row))));
    const answers = together.slice(next, (next += ladder.length));
    for (const scores of [alone, answers].map((some) => some.map(({ score }) => score))) {
      for (let i = 1; i < scores.length; i++) worst = Math.max(worst, way * (scores[i - 1]! - scores[i]!));
    }
  }
  return worst;
}

// Probabilities are float32.
const rounding = 1e-6;

for (const calibration of ['none', 'temperature', 'isotonic']) {
  test(`a served score never goes against its way: calibration ${calibration}`, async () => {
    const training = { calibration, prevalence: 0.1 };
    const { trained, unit } = await fit(schemaOf(declared), training);
    assert.equal(trained.calibrationFacts.method, calibration);
    using predictor = await createPredictor(unit, { backend: 'wasm' });
    assert.ok((await worstStep(predictor)) <= rounding);
  });
}

test('where nothing is declared it does', async () => {
  const { unit } = await fit(schemaOf({}), {});
  using predictor = await createPredictor(unit, { backend: 'wasm' });
  assert.ok((await worstStep(predictor)) > 0.2);
});

test('nor does that of rows which lack feature groups, by the columns that they have', async () => {
  const { trained, unit } = await fit(schemaOf(declared, true), {});
  assert.deepEqual(
    trained.incomplete.map(({ family }) => family),
    ['trees'],
  );
  using predictor = await createPredictor(unit, { backend: 'wasm' });
  for (const missing of [[], ['age', 'flag'], ['size', 'risk']]) {
    assert.ok((await worstStep(predictor, missing)) <= rounding, missing.join());
  }
});

test('networks are left out, which is told; a search draws none', async () => {
  const told: string[] = [];
  const training = {
    candidates: [
      { name: 'net', hidden: [4], epochs: 1 },
      { ...small, name: 'trees' },
    ],
    search: { trials: 2, space: { trees: { trees: 20, depth: 3 } } },
  };
  const { trained, unit } = await fit(schemaOf({ age: 'decreasing' }), training, {
    onLeftOut: (names) => told.push(...names),
  });
  assert.deepEqual(told, ['net']);
  const families = trained.leaderboard
    .filter(({ eligible }) => eligible)
    .map(({ settings }) => settings['family']);
  assert.ok(families.every((family) => family === 'trees' || family === undefined));
  assert.ok(trained.members.every(({ family }) => family === 'trees'));
  using predictor = await createPredictor(unit, { backend: 'wasm' });
  const ages = [-2, -1, 0, 1, 2].map((age) => ({ age, size: 0.3, risk: 'low', flag: 1 }));
  const scores = (await predictor.predictMany(ages)).map(({ score }) => score);
  assert.deepEqual(
    scores,
    scores.toSorted((a, b) => b - a),
  );
  await rejects(
    fit(schemaOf({ age: 'decreasing' }), { candidates: training.candidates.slice(0, 1) }),
    /family: trees/,
  );
});

test.run();
