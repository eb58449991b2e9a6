import assert from 'node:assert/strict';
import { parseConfig } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';
import { noLeak, onEveryBackend } from '@rampart/core/testing';
import { suite } from 'uvu';
import { learners } from '../learners/learners.ts';
import { createFitPool } from '../threads/fit-pool.ts';
import { fixedTrials } from './trial.ts';
import type { EncodedRows } from '../../features/encoded-rows.ts';
import { OutOfFold } from './out-of-fold.ts';
import { largestOf, sumOver, type TriedCandidate } from './tried-candidate.ts';

const test = suite('OutOfFold');

const config = parseConfig(
  {
    training: {
      candidates: [
        { name: 'linear', hidden: [] },
        { name: 'hidden', hidden: [4] },
      ],
      epochs: 2,
    },
  },
  'the test',
);

function rows(classes: number): EncodedRows {
  const random = createRandom(6);
  const columns = [
    Float64Array.from({ length: 90 }, () => random.normal()),
    Float64Array.from({ length: 90 }, () => random.integer(3)),
  ];
  const labels = Int32Array.from({ length: 90 }, () => random.integer(classes));
  return {
    encoding: [
      { name: 'x', type: 'number', origin: 0 },
      { name: 'word', type: 'category', vocabulary: ['a', 'b', 'c'] },
    ],
    columns,
    labels,
    classes,
    positive: null,
  };
}

const fold = Int32Array.from({ length: 90 }, (_, row) => row % 3);
const pool = createFitPool(1, 'cpu');
const options = { fold, folds: 3, random: createRandom(1), pool };

async function logitsOf(encoded: EncodedRows) {
  const outOfFold = new OutOfFold(encoded, { ...options, config });
  const tried = await outOfFold.tryAll(fixedTrials({ ...encoded, config, learners }));
  return tried.map((one) => ({ ...one, logits: outOfFold.logits(one, 3), first: outOfFold.logits(one, 1) }));
}

for (const classes of [2, 3]) {
  onEveryBackend(test, `a row's logits depend on no row of its own fold: ${classes} classes`, async () => {
    const outputs = classes === 2 ? 1 : classes;
    const before = rows(classes);
    const inFirst = (row: number) => fold[row] === 0;
    const after = {
      ...before,
      labels: before.labels.map((label, row) => (inFirst(row) ? (label + 1) % classes : label)),
      // Far out, so that statistics fitted on them would show.
      columns: [before.columns[0]!.map((value, row) => (row === 0 ? 1e6 : value)), before.columns[1]!],
    };
    const [left, right] = [await noLeak(() => logitsOf(before)), await logitsOf(after)];
    assert.deepEqual(
      left.map(({ name }) => name),
      ['linear', 'hidden'],
    );
    for (const [number, { logits, first, ...one }] of left.entries()) {
      const ofRow = (all: Float64Array, row: number) => all.subarray(row * outputs, (row + 1) * outputs);
      const other = right[number]!.logits;
      for (let row = 3; row < 90; row += 3) assert.deepEqual(ofRow(logits, row), ofRow(other, row));
      assert.notDeepEqual(ofRow(logits, 1), ofRow(other, 1));
      for (let row = 0; row < 30; row++) assert.deepEqual(ofRow(first, row), ofRow(logits, 3 * row));
      for (const figure of ['seconds', 'predictSeconds', 'parameters', 'rowCost'] as const) {
        assert.ok(sumOver(one, (outcome) => outcome[figure]) > 0, figure);
      }
    }
  });
}

test('a candidate that needs numbers is left out where there are none, unless it is the only one', () => {
  const named = (candidates: object[], encoding: EncodedRows['encoding']) =>
    fixedTrials({
      ...rows(2),
      config: parseConfig({ training: { candidates } }, 'the test'),
      encoding,
      learners,
    }).map(({ name }) => name);
  const [plain, needy] = [
    { name: 'plain', hidden: [] },
    { name: 'needy', hidden: [4], needs: 'numbers' },
  ];
  const { encoding } = rows(2);
  assert.deepEqual(named([plain, needy], encoding), ['plain', 'needy']);
  assert.deepEqual(named([plain, needy], encoding.slice(1)), ['plain']);
  assert.deepEqual(named([needy], encoding.slice(1)), ['needy']);
});

test('a candidate of several networks has the mean of their logits, and shares training with others', async () => {
  const members = [
    { name: 'linear', hidden: [] },
    { name: 'hidden', hidden: [4] },
  ];
  const both = { name: 'both', members };
  const candidates = [...config.training.candidates, both];
  const several = parseConfig({ training: { ...config.training, candidates } }, 'the test');
  const epochs: string[] = [];
  const watched = () =>
    new OutOfFold(rows(2), {
      ...options,
      config,
      onEpoch: ({ candidate, epoch, epochs: all }) => epochs.push(`${candidate} ${epoch}/${all}`),
    });
  const outOfFold = watched();
  const [linear, hidden, pair] = await outOfFold.tryAll(
    fixedTrials({ ...rows(2), config: several, learners }),
  );
  const [a, b] = [outOfFold.logits(linear!, 3), outOfFold.logits(hidden!, 3)];
  assert.deepEqual(
    outOfFold.logits(pair!, 3),
    a.map((logit, i) => (logit + b[i]!) / 2),
  );
  const parameters = (one: TriedCandidate) => largestOf(one, (outcome) => outcome.parameters);
  assert.equal(parameters(pair!), parameters(linear!) + parameters(hidden!));
  assert.equal(
    largestOf(pair!, (outcome) => outcome.parameters, [0, 1]),
    parameters(hidden!),
  );
  assert.ok(
    epochs.length > 0 && !epochs.some((told) => told.startsWith('both')),
    'nothing was trained twice',
  );

  epochs.length = 0;
  const alone = watched();
  const [same] = await alone.tryAll(fixedTrials({ ...rows(2), config: several, learners }).slice(2));
  assert.deepEqual(alone.logits(same!, 3), outOfFold.logits(pair!, 3));
  const each = epochs.length / 3;
  assert.deepEqual(
    epochs.slice(0, each),
    Array.from({ length: each }, (_, at) => `both ${at + 1}/${each}`),
  );
});

test('out-of-fold rows are scored again after an edit, and nothing is trained for it', async () => {
  const trials = fixedTrials({ ...rows(2), config, learners });
  let epochs = 0;
  const outOfFold = new OutOfFold(rows(2), { ...options, config, onEpoch: () => epochs++ });
  const [, hidden] = await outOfFold.tryAll(trials);
  const trained = epochs;
  const edits = [{ missing: [] }, { missing: [0] }, { permuted: [0], seed: 3 }];
  const [same, missing, permuted] = await outOfFold.editedLogits(hidden!, hidden!.members, edits);
  assert.equal(epochs, trained);
  assert.deepEqual(same, outOfFold.logits(hidden!, 3));
  assert.notDeepEqual(missing, same);
  assert.notDeepEqual(permuted, same);
  // Rows of two folds, and none of the third.
  const some = Int32Array.of(0, 1, 4, 6, 7, 87);
  assert.deepEqual(
    await outOfFold.editedLogits(hidden!, hidden!.members, edits.slice(0, 2), { rows: some }),
    [Float64Array.from(some, (row) => same![row]!), Float64Array.from(some, (row) => missing![row]!)],
  );
  // Where nothing is known any more the same is trained again.
  const fresh = new OutOfFold(rows(2), { ...options, config, onEpoch: () => epochs++ });
  assert.deepEqual(await fresh.editedLogits(hidden!, hidden!.members, edits), [same, missing, permuted]);
  assert.ok(epochs > trained);
});

test('what is drawn at random for a network goes by its name and number, not by its settings', async () => {
  const keys = (candidate: object) => {
    const one = parseConfig({ training: { candidates: [candidate] } }, 'the test');
    const [trial] = fixedTrials({ ...rows(2), config: one, learners });
    return trial!.members.map(({ key }) => key);
  };
  assert.deepEqual(keys({ name: 'alone', hidden: [4] }), ['alone/1']);
  assert.deepEqual(keys({ name: 'alone', hidden: [5], epochs: 3 }), ['alone/1']);
  const [named, nameless] = [{ name: 'a', hidden: [4] }, { hidden: [4] }];
  const all = { name: 'all', members: [nameless, named, nameless, named] };
  assert.deepEqual(keys(all), ['all#1/1', 'a/1', 'all#3/1', 'a/2']);
  const logits = async (epochs: number) => {
    const candidate = { name: 'one', hidden: [4], epochs, learningRate: 1e-9 };
    const one = parseConfig({ training: { ...config.training, candidates: [candidate] } }, 'the test');
    const outOfFold = new OutOfFold(rows(2), { ...options, config: one });
    const [tried] = await outOfFold.tryAll(fixedTrials({ ...rows(2), config: one, learners }));
    return outOfFold.logits(tried!, 3);
  };
  // Next to nothing is learned, so that the logits tell the start.
  const [few, more] = [await logits(1), await logits(2)];
  assert.ok(few.every((logit, row) => Math.abs(logit - more[row]!) < 1e-5));
});

test.run();
