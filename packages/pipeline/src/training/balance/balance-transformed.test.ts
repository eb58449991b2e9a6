import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { suite } from 'uvu';
import type { TrainingData } from '../learners/network/training-data.ts';
import { type BalanceSettings, balanceTransformed } from './balance-transformed.ts';

const test = suite('balanceTransformed');

/** Two classes that overlap: two inputs and the class of each row. */
const table = [
  [1.19, -2.5, 1],
  [1.63, 0.64, 0],
  [-0.37, -2.12, 0],
  [-0.05, 0.96, 0],
  [0.07, 0.63, 1],
  [-1.89, 0.06, 0],
  [1.04, 1.91, 0],
  [-1.92, 0.66, 0],
  [1.42, 1.33, 1],
  [-1.72, -0.09, 0],
  [2.49, 0.39, 0],
  [-0.24, 0.87, 0],
  [1.29, 0.77, 1],
  [1.1, -1.36, 0],
  [0.66, -1.51, 0],
  [0.49, -0.54, 0],
  [0.29, -0.8, 1],
  [0.79, -0.68, 0],
  [-1, -1.96, 0],
  [-0.45, -0.71, 0],
  [0.63, -2.37, 1],
  [2.11, 0.17, 0],
  [-0.56, 1.8, 0],
  [-1.21, -0.11, 0],
  [0.71, -0.4, 1],
  [1.13, 1.01, 0],
  [1.49, -0.41, 0],
  [0.86, -0.19, 0],
  [0.62, 0.8, 1],
  [-0.23, 1.4, 0],
  [-1.94, -0.58, 0],
  [0.7, -0.75, 0],
  [-0.05, 1.32, 1],
  [-0.47, -2.63, 0],
  [0.4, 0.38, 0],
  [0.56, -0.43, 0],
  [1.6, 1.97, 1],
  [-1.77, -0.49, 0],
  [1.45, 0.2, 0],
  [-2.28, -0.09, 0],
] as const;

const data: TrainingData = {
  rows: table.length,
  width: 2,
  features: Float32Array.from(table.flatMap(([x, y]) => [x, y])),
  targets: Int32Array.from(table, ([, , target]) => target),
  classes: 2,
  weights: Float32Array.from(table, (_, row) => 1 + row),
};
const none: BalanceSettings = {
  oversampling: { method: 'none', ratio: 1, neighbours: 5 },
  tomekLinks: 'none',
};
const smote: BalanceSettings = { ...none, oversampling: { ...none.oversampling, method: 'smote' } };
const balance = async (settings: BalanceSettings) =>
  (await balanceTransformed(data, settings, createRandom(7))).rows;

/** Numbers of the rows of `all` that are not in `left`, which has the others in order. */
function missing(all: TrainingData, left: TrainingData): number[] {
  const row = ({ features, targets, weights }: TrainingData, at: number) =>
    [...features.subarray(2 * at, 2 * at + 2), targets[at], weights![at]].join();
  const kept = Array.from({ length: left.rows }, (_, at) => row(left, at));
  const gone = Array.from({ length: all.rows }, (_, at) => at).filter((at) => !kept.includes(row(all, at)));
  assert.equal(left.rows + gone.length, all.rows);
  return gone;
}

test('nothing is done unless asked for', async () => {
  assert.equal(await balance(none), data);
});

// What the `TomekLinks` of imbalanced-learn 0.14.2 removes, with `sampling_strategy` majority and all.

test('of the table the rows are removed that imbalanced-learn removes', async () => {
  assert.deepEqual(missing(data, await balance({ ...none, tomekLinks: 'majority' })), [6, 25, 29]);
  assert.deepEqual(missing(data, await balance({ ...none, tomekLinks: 'both' })), [6, 12, 25, 29, 32, 36]);
});

test('SMOTE and Tomek links: links are those of the rows that oversampling leaves', async () => {
  const grown = await balance(smote);
  assert.equal(grown.rows, 60);
  assert.deepEqual(missing(grown, await balance({ ...smote, tomekLinks: 'both' })), [35, 55]);
  // The larger class is that of the table, whose classes are as large as each other by now.
  assert.deepEqual(missing(grown, await balance({ ...smote, tomekLinks: 'majority' })), [35]);
});

test.run();
