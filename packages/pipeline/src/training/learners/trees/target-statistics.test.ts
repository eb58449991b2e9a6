import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { suite } from 'uvu';
import { fitTargetStatistics } from './target-statistics.ts';

const test = suite('fitTargetStatistics');

/** The order in which rows are gone through. */
const orderOf = (seed: number, rows: number) =>
  createRandom(seed).shuffle(Int32Array.from({ length: rows }, (_, row) => row));

test('a row is told what the rows before it say, a row to be answered what all say', () => {
  const codes = Float64Array.of(0, 1, 0, Number.NaN, 0, 1, 2);
  const targets = Int32Array.of(1, 0, 0, 1, 1, 1, 0);
  const weights = [1, 1, 2, 1, 0.5, 1, 1];
  const { lookup, columns } = fitTargetStatistics(
    { codes, entries: 4, targets, weights, classes: [1], priors: [0.25] },
    createRandom(8),
  );
  assert.deepEqual(
    [...lookup],
    [(1.5 + 5 * 0.25) / (3.5 + 5), 3, (1 + 5 * 0.25) / (2 + 5), 2, (5 * 0.25) / (1 + 5), 1, 0.25, 0].map(
      Math.fround,
    ),
  );
  assert.deepEqual([...columns[1]!], [3, 2, 3, Number.NaN, 3, 2, 1]);
  const order = [...orderOf(8, 7)];
  for (const [row, code] of codes.entries()) {
    const before = order.slice(0, order.indexOf(row)).filter((other) => codes[other] === code);
    const total = before.reduce((sum, other) => sum + weights[other]!, 0);
    const positive = before.reduce((sum, other) => sum + weights[other]! * targets[other]!, 0);
    const wanted = Number.isNaN(code) ? Number.NaN : Math.fround((positive + 5 * 0.25) / (total + 5));
    assert.equal(columns[0]![row], wanted);
  }
});

test('each class that is told of has a number, and the code itself', () => {
  const { lookup, columns } = fitTargetStatistics(
    {
      codes: Float64Array.of(0, 0, 0, 1),
      entries: 2,
      targets: Int32Array.of(0, 2, 2, 1),
      weights: [1, 1, 1, 1],
      classes: [0, 2],
      priors: [0.25, 0.5],
    },
    createRandom(1),
  );
  assert.equal(columns.length, 3);
  assert.deepEqual([...lookup], [2.25 / 8, 4.5 / 8, 3, 1.25 / 6, 2.5 / 6, 1].map(Math.fround));
});

test('a category that says nothing of the classes is told nothing by its own row', () => {
  const random = createRandom(4);
  const rows = 4000;
  const codes = Float64Array.from({ length: rows }, () => random.integer(1000));
  const targets = Int32Array.from({ length: rows }, () => random.integer(2));
  const { columns } = fitTargetStatistics(
    { codes, entries: 1000, targets, weights: new Float32Array(rows).fill(1), classes: [1], priors: [0.5] },
    createRandom(2),
  );
  const mean = (label: number) => {
    const own = columns[0]!.filter((_, row) => targets[row] === label);
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  };
  assert.ok(Math.abs(mean(1) - mean(0)) < 0.02);
});

test.run();
