import assert from 'node:assert/strict';
import { createRandom, type TreeEnsemble } from '@rampart/core/internal';
import { packRows } from '@rampart/core/tensor';
import { closeTo, noLeak, onEveryBackend } from '@rampart/core/testing';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { suite } from 'uvu';
import { type EncodedRows, takeEncoded } from '../../../features/encoded-rows.ts';
import { encodedExample } from '../../../testing/encoded-rows.ts';
import { randomEncoded } from '../../../testing/random-encoded.ts';
import { plainTrees } from '../../../testing/tree-settings.ts';
import { logitProbabilities } from '../class-logits.ts';
import { treesLearner } from './trees-learner.ts';

const test = suite('treesLearner');

const treesIn = ({ shape }: TreeEnsemble) => shape.trees.length / shape.depth;

test('one that goes on keeps the trees and what it says of categories, and adds others', async () => {
  const rows = randomEncoded(6, { rows: 900 });
  const half = (side: number) =>
    takeEncoded(
      rows,
      Int32Array.from({ length: 450 }, (_, i) => 2 * i + side),
    );
  const settings = { ...plainTrees, trees: 30, learningRate: 0.1 };
  const { fitted: start } = await treesLearner.fit(half(0), settings, { seed: 1 });
  assert.ok(start.lookups.length > 0);
  assert.equal(treesLearner.whyCold(start, half(1), settings), null);
  const warm = treesLearner.warm(settings);
  const { fitted } = await treesLearner.fit(half(1), warm, { seed: 2, start });
  assert.equal(treesIn(fitted), 30 + warm.trees);
  assert.deepEqual(fitted.lookups, start.lookups);
  assert.deepEqual(fitted.leaves.subarray(0, start.leaves.length), start.leaves);
  assert.deepEqual(fitted.shape.trees.slice(0, start.shape.trees.length), start.shape.trees);
  assert.deepEqual(
    fitted.shape.splits.border.slice(0, start.shape.splits.border.length),
    start.shape.splits.border,
  );
  assert.ok(fitted.shape.gain.every((gain, column) => gain >= start.shape.gain[column]!));
  const rerun = await treesLearner.fit(half(1), warm, { seed: 2, start });
  assert.deepEqual(rerun.fitted, fitted);
});

test('one that goes on with balanced classes begins where it left off', async () => {
  const rows = encodedExample(2, 300, 3);
  const settings = { ...plainTrees, trees: 10, classWeights: 'balanced' as const };
  const { fitted: start } = await treesLearner.fit(rows, settings, { seed: 1 });
  const { fitted } = await treesLearner.fit(rows, { ...settings, trees: 1 }, { seed: 1, start });
  assert.deepEqual(fitted.bias, start.bias);
});

test('it says why it can not go on from other trees', async () => {
  const rows = encodedExample(2, 50, 3);
  const { fitted } = await treesLearner.fit(rows, plainTrees, { seed: 1 });
  assert.match(treesLearner.whyCold(fitted, rows, { ...plainTrees, depth: 4 })!, /another shape/);
  assert.match(treesLearner.whyCold(fitted, encodedExample(2, 50, 4), plainTrees)!, /another shape/);
  assert.match(treesLearner.whyCold(fitted, { ...rows, classes: 3 }, plainTrees)!, /another shape/);
});

for (const classes of [2, 3]) {
  test(`balanced classes keep the mean probability of each of ${classes} classes`, async () => {
    const all = randomEncoded(8, { rows: 3000, classes, missing: 0 });
    // Few rows of class 0.
    const kept = Int32Array.from(all.labels.keys()).filter((row) => all.labels[row]! > 0 || row % 10 === 0);
    const rows = takeEncoded(all, kept);
    const meanOf = async (classWeights: 'none' | 'balanced') => {
      const settings = { ...plainTrees, trees: 60, learningRate: 0.1, classWeights };
      const { fitted } = await treesLearner.fit(rows, settings, { seed: 1 });
      const logits = treesLearner.logits(fitted, rows.columns);
      const probabilities = logitProbabilities(logits, fitted.shape.outputs, rows.positive);
      return Array.from({ length: classes }, (_, k) => {
        const own = probabilities.filter((_value, i) => i % classes === k);
        return own.reduce((sum, value) => sum + value, 0) / own.length;
      });
    };
    const [plain, balanced] = [await meanOf('none'), await meanOf('balanced')];
    for (const k of plain.keys()) {
      const share = rows.labels.filter((label) => label === k).length / rows.labels.length;
      closeTo(plain[k]!, share, 0.02);
      closeTo(balanced[k]!, share, 0.03);
    }
    assert.notDeepEqual(plain, balanced);
  });
}

test('the logit never falls where a monotone column rises', async () => {
  const table = fc.record({
    seed: fc.nat(1e6),
    rows: fc.integer({ min: 5, max: 120 }),
    weighted: fc.boolean(),
    l2: fc.constantFrom(0, 0.3),
    depth: fc.integer({ min: 1, max: 6 }),
    directions: fc.array(fc.constantFrom(-1 as const, 0 as const, 1 as const), {
      minLength: 9,
      maxLength: 9,
    }),
  });
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(table, async ({ seed, rows: count, weighted, directions, l2, depth }) => {
      const rows: EncodedRows = { ...randomEncoded(seed, { rows: count, weighted }), monotone: directions };
      const settings = { ...plainTrees, trees: 12, l2, depth, subsample: 0.8 };
      const { fitted } = await treesLearner.fit(rows, settings, { seed });
      for (const [column, direction] of directions.entries()) {
        if (direction === 0) continue;
        // Ten rows, each with the values of all rows in this column, from the lowest up.
        const values = rows.columns[column]!.filter((value) => !Number.isNaN(value)).sort();
        const swept = rows.columns.map((cells, other) =>
          Float64Array.from({ length: 10 * values.length }, (_, i) =>
            other === column ? values[i % values.length]! : cells[Math.floor(i / values.length) % count]!,
          ),
        );
        const logits = treesLearner.logits(fitted, swept);
        for (let i = 0; i < logits.length; i++) {
          if (i % values.length === 0) continue;
          const rise = direction * (logits[i]! - logits[i - 1]!);
          assert.ok(rise >= 0, `falls by ${-rise}`);
          if (rise > 0) steps++;
        }
      }
    }),
    { numRuns: 60 },
  );
  assert.ok(steps > 1000, 'they do rise somewhere');
});

test('one for incomplete rows answers them better than one that knows complete rows alone', async () => {
  // Both columns say what the class is; the second is missing where its group is.
  const random = createRandom(1);
  const rows = (count: number): EncodedRows => {
    const labels = Int32Array.from({ length: count }, () => random.integer(2));
    const noisy = (spread: number) => Float64Array.from(labels, (label) => label + spread * random.normal());
    return {
      encoding: ['cheap', 'dear'].map((name) => ({ name, type: 'number', origin: 0 })),
      columns: [noisy(0.6), noisy(0.15)],
      labels,
      classes: 2,
      positive: 1,
      featureGroups: { names: ['cheap', 'dear'], columns: [[0], [1]], ungrouped: false },
    };
  };
  const [training, answered] = [rows(1500), rows(1000)];
  const without = [answered.columns[0]!, answered.columns[1]!.map(() => Number.NaN)];
  const lossWith = async (groupDropout: number, columns: readonly Float64Array[]) => {
    const settings = { ...plainTrees, trees: 80, learningRate: 0.1, groupDropout };
    const { fitted } = await treesLearner.fit(training, settings, {
      seed: 1,
      watched: Int32Array.of(0, 1, 2),
    });
    const logits = treesLearner.logits(fitted, columns);
    return (
      logits.reduce(
        (sum, logit, row) => sum + Math.log1p(Math.exp(answered.labels[row]! > 0 ? -logit : logit)),
        0,
      ) / 1000
    );
  };
  assert.ok((await lossWith(0.5, without)) < (await lossWith(0, without)) - 0.1);
  assert.ok((await lossWith(0.5, answered.columns)) < (await lossWith(0.5, without)) - 0.1);
});

test('its epochs are tens of trees, and its costs grow with the work', async () => {
  const { encoding } = encodedExample(1, 1, 30);
  const costOf = (settings: object, table: object = {}) =>
    treesLearner.cost(
      { ...plainTrees, trees: 600, ...settings },
      { encoding, classes: 2, rows: 10_000, ...table },
    );
  assert.equal(treesLearner.epochs({ ...plainTrees, trees: 601 }, 5), 61);
  closeTo(costOf({ trees: 1200 }) / costOf({}), 2, 1e-9);
  for (const more of [
    costOf({ depth: 4 }),
    costOf({ subsample: 1 }),
    costOf({}, { classes: 3 }),
    costOf({}, { rows: 10_001 }),
  ]) {
    assert.ok(more > costOf({ subsample: 0.5, depth: 3 }));
  }
  const { fitted } = await treesLearner.fit(encodedExample(1, 100, 2), plainTrees, { seed: 1 });
  assert.equal(treesLearner.parameters(fitted), 5 * 8 + 1 + fitted.shape.splits.border.length);
  assert.deepEqual(Object.keys(treesLearner.describe(plainTrees)).includes('trees'), true);
});

onEveryBackend(
  test,
  'an exported ensemble answers as the learner does, and is read back as it was',
  async () => {
    for (const classes of [2, 3]) {
      const rows = randomEncoded(9, { rows: 500, classes });
      const { fitted } = await treesLearner.fit(rows, { ...plainTrees, depth: 5 }, { seed: 1 });
      assert.ok(fitted.lookups.length > 0);
      await noLeak(() => {
        const input = tfl.input({ shape: [rows.columns.length] });
        const named = (layer: string) => `${layer}-2`;
        const shared = (_: string, make: () => tfl.SymbolicTensor) => make();
        const model = tfl.model({
          inputs: input,
          outputs: treesLearner.export(fitted, { rows: input, named, shared }),
        });
        const answers = tf.tidy(() =>
          (
            model.predict(tf.tensor2d(packRows(rows.columns), [500, rows.columns.length])) as tf.Tensor
          ).dataSync(),
        );
        assert.deepEqual(Float64Array.from(answers), treesLearner.logits(fitted, rows.columns));
        assert.deepEqual(treesLearner.read(model, named), fitted);
        assert.equal(
          treesLearner.read(model, (layer) => layer),
          null,
        );
        model.dispose();
        return Promise.resolve();
      });
    }
  },
);

test.run();
