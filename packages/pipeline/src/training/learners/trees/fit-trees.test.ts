import assert from 'node:assert/strict';
import { createRandom, scoreTrees, type TreeEnsemble, type TreeSettings } from '@rampart/core/internal';
import { closeTo } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import type { EncodedRows } from '../../../features/encoded-rows.ts';
import { encodedExample } from '../../../testing/encoded-rows.ts';
import { randomEncoded } from '../../../testing/random-encoded.ts';
import { referenceTrees, type ReferenceTree } from '../../../testing/reference-trees.ts';
import { plainTrees } from '../../../testing/tree-settings.ts';
import { targetsOf } from '../class-logits.ts';
import { logitLoss } from '../network/logit-loss.ts';
import { chooseColumns, lookupColumn } from './choose-columns.ts';
import { fitLookups } from './fit-lookups.ts';
import { fitTrees } from './fit-trees.ts';
import { scoreColumns } from './score-columns.ts';

const test = suite('fitTrees');

/** Trees of an ensemble as the reference tells them. */
function treesOf({ shape, leaves }: TreeEnsemble): ReferenceTree[] {
  const { depth, outputs, splits } = shape;
  return Array.from({ length: shape.trees.length / depth }, (_, tree) => ({
    splits: shape.trees.slice(tree * depth, (tree + 1) * depth).map((split) => ({
      column: splits.column[split]!,
      border: splits.border[split]!,
      equals: splits.equals[split]!,
      missing: splits.missing[split]!,
    })),
    leaves: Array.from({ length: 2 ** depth }, (_leaf, leaf) =>
      Array.from(leaves.slice(((tree << depth) + leaf) * outputs, ((tree << depth) + leaf + 1) * outputs)),
    ),
  }));
}

/** What the reference makes of the same rows. */
function expected(rows: EncodedRows, settings: TreeSettings, seed: number, bias: Float32Array) {
  const { columns, categories } = chooseColumns(rows, settings);
  const made = fitLookups(rows, categories, createRandom(seed).fork('categories')).columns;
  const all = [
    ...columns,
    ...made.map((cells, i) => lookupColumn(rows.columns.length + i, cells, settings.borders, rows.weights)),
  ].filter(({ values }) => values.length > 0);
  return referenceTrees(
    {
      columns: all,
      cells: all.map(({ column }) => [...rows.columns, ...made][column]!),
      targets: targetsOf(rows.labels, rows.classes, rows.positive),
      weights: Array.from(rows.labels, (_, row) => rows.weights?.[row] ?? 1),
      bias: [...bias],
    },
    settings,
  );
}

const tables = fc.record({
  seed: fc.nat(1e6),
  rows: fc.integer({ min: 4, max: 40 }),
  classes: fc.constantFrom(2, 2, 3),
  weighted: fc.boolean(),
  monotone: fc.boolean(),
  l2: fc.constantFrom(0, 0.3, 5),
  depth: fc.integer({ min: 1, max: 3 }),
});

test('splits and leaves are those of plain loops over rows', async () => {
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(tables, async ({ seed, monotone, l2, depth, ...options }) => {
      const made = randomEncoded(seed, options);
      const directions = made.columns.map((_, i) => ([1, -1, 0] as const)[(i + seed) % 3]!);
      const rows = monotone && options.classes === 2 ? { ...made, monotone: directions } : made;
      const settings = { ...plainTrees, trees: 4, l2, depth, borders: 12, oneHot: 17 };
      const { fitted } = await fitTrees({ training: rows }, settings, createRandom(seed), {});
      const reference = expected(rows, { ...settings, l2: Math.max(l2, 1e-12) }, seed, fitted.bias);
      assert.deepEqual(treesOf(fitted), reference.trees);
      for (const { splits } of reference.trees) {
        for (const { column, equals, missing } of splits) {
          kinds.add(`${column >= rows.columns.length ? 'lookup' : `equals ${equals}`}, missing ${missing}`);
        }
      }
    }),
    { numRuns: 60 },
  );
  assert.equal(kinds.size, 6, 'every kind of split was chosen somewhere');
});

test('a tree of a handful of rows is what it comes to by hand', async () => {
  // The second column says nothing once the first is known: its split would lower the score from 2 to 1.33.
  const rows: EncodedRows = {
    encoding: ['a', 'b'].map((name) => ({ name, type: 'number', origin: 0 })),
    columns: [Float64Array.of(0, 0, 4, 4), Float64Array.of(0, 1, 0, 1)],
    labels: Int32Array.of(0, 0, 1, 1),
    classes: 2,
    positive: 1,
  };
  const settings = { ...plainTrees, trees: 1, depth: 2, learningRate: 0.5, l2: 0.5 };
  const { fitted, history } = await fitTrees({ training: rows }, settings, createRandom(1), {});
  assert.deepEqual(fitted.shape.splits, { column: [0], border: [2], equals: [0], missing: [0] });
  // The second level repeats the first, so that two of the leaves are empty.
  assert.deepEqual(fitted.shape.trees, [0, 0]);
  // Each row has a gradient of ±1/2 and a curvature of 1/4: ±1 / (1/2 + 1/2), of which half is added.
  assert.deepEqual([...fitted.leaves], [-0.5, 0, 0, 0.5]);
  assert.deepEqual([...fitted.bias], [0]);
  assert.deepEqual([...scoreColumns(fitted, rows.columns)], [-0.5, -0.5, 0.5, 0.5]);
  // The score rises from 0 to 1 + 1; half of it is what a whole step takes off, and half a step takes 3/4 of that.
  assert.deepEqual(fitted.shape.gain, [0.75, 0]);
  closeTo(history[0]!.loss, Math.log(1 + Math.exp(-0.5)), 1e-12);

  // A missing value goes where it scores better: with the only other row of its class.
  const missing = { ...rows, columns: [Float64Array.of(0, 0, 4, Number.NaN), rows.columns[1]!] };
  const { shape } = (await fitTrees({ training: missing }, settings, createRandom(1), {})).fitted;
  assert.deepEqual([shape.splits.column[0], shape.splits.border[0], shape.splits.missing[0]], [0, 2, 1]);
});

test('training knows the logits that the ensemble has, and the plain pass the same', async () => {
  for (const classes of [2, 3]) {
    const rows = randomEncoded(3, { rows: 700, classes, weighted: true });
    const settings = { ...plainTrees, trees: 30, depth: 5, subsample: 0.7, columnSample: 0.5 };
    const { fitted, history } = await fitTrees({ training: rows }, settings, createRandom(1), {});
    const logits = scoreColumns(fitted, rows.columns);
    const { outputs } = fitted.shape;
    const targets = targetsOf(rows.labels, classes, rows.positive);
    const { loss } = logitLoss(logits, outputs, { targets, weights: rows.weights!, labelSmoothing: 0 });
    if (fitted.lookups.length === 0) assert.equal(loss, history.at(-1)!.loss);
    const add = scoreTrees(fitted);
    for (let row = 0; row < 700; row++) {
      const own = new Float64Array(outputs);
      add(
        rows.columns.map((column) => Math.fround(column[row]!)),
        own,
      );
      assert.deepEqual(own, logits.slice(row * outputs, (row + 1) * outputs));
    }
  }
});

test('a row of weight 2 counts as the same row twice', async () => {
  const rows = encodedExample(1, 60, 3);
  const twice = {
    ...rows,
    columns: rows.columns.map((column) => Float64Array.from([...column, ...column])),
    labels: Int32Array.from([...rows.labels, ...rows.labels]),
  };
  const weighted = { ...rows, weights: new Float32Array(60).fill(2) };
  const [once, doubled] = await Promise.all(
    [weighted, twice].map((training) => fitTrees({ training }, plainTrees, createRandom(1), {})),
  );
  assert.deepEqual(treesOf(once!.fitted), treesOf(doubled!.fitted));
});

test('one seed gives the same bytes, another seed others', async () => {
  const rows = randomEncoded(5, { rows: 300 });
  const settings = { ...plainTrees, subsample: 0.6 };
  const [once, again, other] = await Promise.all(
    [1, 1, 2].map((seed) => fitTrees({ training: rows }, settings, createRandom(seed), {})),
  );
  assert.deepEqual(once, again);
  assert.notDeepEqual(once!.fitted.leaves, other!.fitted.leaves);
});

test('the best trees are kept where rows are watched, and patience ends the training', async () => {
  // Random classes: whatever is learned makes the loss of other rows worse before long.
  const noise = (seed: number): EncodedRows => ({
    ...encodedExample(seed, 300, 4),
    labels: Int32Array.from(
      { length: 300 },
      (
        (random) => () =>
          random.integer(2)
      )(createRandom(seed)),
    ),
  });
  const watching = noise(2);
  const settings = { ...plainTrees, trees: 200, learningRate: 0.1, patience: 3 };
  const { fitted, history } = await fitTrees({ training: noise(1), watching }, settings, createRandom(1), {});
  const kept = fitted.shape.trees.length / settings.depth;
  assert.equal(history.length, Math.ceil(kept / 10) + 3);
  assert.ok(
    history.every(({ epochs }, i) => epochs === 20 && (i === 0 || history[i]!.loss < history[i - 1]!.loss)),
  );
  const lossOf = (trees: TreeEnsemble) =>
    logitLoss(scoreColumns(trees, watching.columns), 1, { targets: watching.labels, labelSmoothing: 0 }).loss;
  assert.ok(history.every(({ validationLoss }) => lossOf(fitted) <= validationLoss!));
  const all = await fitTrees(
    { training: noise(1) },
    { ...settings, trees: 10 * history.length },
    createRandom(1),
    {},
  );
  closeTo(lossOf(all.fitted), history.at(-1)!.validationLoss!, 1e-12);
});

test('no table makes a number that is not finite, nor an error', async () => {
  const odd = fc.oneof(
    fc.constantFrom(Number.NaN, 0, 1, 1e30, -1e30, 1e-30),
    fc.double({ min: -1e30, max: 1e30, noNaN: true }),
  );
  const table = fc.integer({ min: 1, max: 20 }).chain((rows) =>
    fc.record({
      columns: fc.array(fc.array(odd, { minLength: rows, maxLength: rows }), { minLength: 1, maxLength: 3 }),
      labels: fc.array(fc.nat(2), { minLength: rows, maxLength: rows }),
      weights: fc.array(fc.constantFrom(1e-6, 1, 1e6), { minLength: rows, maxLength: rows }),
      classes: fc.constantFrom(2, 3),
      l2: fc.constantFrom(0, 1e-9, 1),
      subsample: fc.constantFrom(0.05, 1),
      learningRate: fc.constantFrom(0.1, 1),
    }),
  );
  await fc.assert(
    fc.asyncProperty(table, async ({ columns, labels, weights, classes, ...settings }) => {
      const rows: EncodedRows = {
        encoding: columns.map((_, i) => ({ name: `x${i}`, type: 'number', origin: 0 })),
        columns: columns.map((column) => Float64Array.from(column)),
        labels: Int32Array.from(labels, (label) => Math.min(label, classes - 1)),
        classes,
        positive: null,
        weights: Float32Array.from(weights),
      };
      const { fitted, history } = await fitTrees(
        { training: rows },
        { ...plainTrees, trees: 20, ...settings },
        createRandom(1),
        {},
      );
      const logits = scoreColumns(fitted, rows.columns);
      assert.ok([...logits, ...fitted.shape.gain, ...history.map(({ loss }) => loss)].every(Number.isFinite));
      assert.equal(fitted.shape.trees.length, 20 * plainTrees.depth);
    }),
    { numRuns: 200 },
  );
});

test.run();
