import { deepEqual, equal, ok } from 'node:assert/strict';
import { parseConfig } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';
import { type Encoding, fitPreprocessing, packRows, transformRows, useBackend } from '@rampart/core/tensor';
import { suite } from 'uvu';
import { groupSubsets } from '../../../features/encoded-groups.ts';
import { maskedGroupsOf, maskGroups } from './masked-groups.ts';
import { BatchBuffer } from './training-data.ts';

const test = suite('masked');

const groups = {
  names: ['url', 'whois', 'page'],
  columns: [[1, 3], [2], [0]],
  ungrouped: false,
};
const rows = 50;
const random = createRandom(3);
const columns = [0, 1, 2, 3].map((column) =>
  Float64Array.from({ length: rows }, () => (column === 2 ? random.integer(4) : random.normal())),
);
// Some missing values, so that there is a code for them.
for (const column of columns) column[7] = Number.NaN;
const encoding: Encoding = [
  { name: 'links', type: 'number', origin: 0 },
  { name: 'dots', type: 'number', origin: 0 },
  { name: 'registrar', type: 'category', vocabulary: ['x', 'y', 'z'] },
  { name: 'length', type: 'number', origin: 0 },
];
const options = parseConfig({}, 'x').transformation;

test('hiding inputs gives what preprocessing makes of rows whose columns are missing', async () => {
  await useBackend('cpu');
  const preprocessing = fitPreprocessing(encoding, columns, options);
  const masked = maskedGroupsOf(preprocessing, groups);
  const whole = transformRows(preprocessing, packRows(columns), rows);
  for (const present of groupSubsets(3, true)) {
    const absent = new Set(groups.columns.flatMap((members, group) => (present[group] ? [] : members)));
    const without = columns.map((column, i) => (absent.has(i) ? column.map(() => Number.NaN) : column));
    const expected = transformRows(preprocessing, packRows(without), rows);
    const hidden = whole.slice();
    for (let row = 0; row < rows; row++) maskGroups(hidden, (row * whole.length) / rows, masked, present);
    deepEqual(hidden, expected);
  }
});

test('group dropout hides the asked share of rows, the same for the same seed, and leaves the data alone', async () => {
  await useBackend('cpu');
  const preprocessing = fitPreprocessing(encoding, columns, options);
  const features = transformRows(preprocessing, packRows(columns), rows);
  const width = features.length / rows;
  const data = {
    rows,
    width,
    features: features.slice(),
    targets: new Int32Array(rows),
    classes: 2,
    masked: maskedGroupsOf(preprocessing, groups),
  };
  const order = Int32Array.from({ length: rows }, (_, row) => row).filter((row) => row !== 7);
  const draw = (share: number, seed: number, times = 40) => {
    const batch = new Float32Array(features.length);
    const buffer = new BatchBuffer(data, rows, batch, share);
    const hiding = createRandom(seed);
    return Array.from({ length: times }, () => {
      buffer.gather(order, 0, order.length, hiding);
      return batch.slice(0, order.length * width);
    });
  };
  const [original] = draw(0, 1, 1);
  const changed = (batches: Float32Array[]) => {
    const rowAt = (batch: Float32Array, i: number) => batch.subarray(i * width, (i + 1) * width).join();
    const differ = batches.flatMap((batch) =>
      [...order.keys()].filter((i) => rowAt(batch, i) !== rowAt(original!, i)),
    );
    return differ.length / (batches.length * order.length);
  };
  deepEqual(draw(0.5, 1), draw(0.5, 1));
  equal(changed(draw(0, 1)), 0);
  equal(changed(draw(1, 1)), 1);
  ok(Math.abs(changed(draw(0.5, 2)) - 0.5) < 0.05);
  deepEqual(data.features, features);
});

test.run();
