import assert from 'node:assert/strict';
import { defineSchema, targetOf, type TypedTable } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';
import { suite } from 'uvu';
import { rowGroups } from '../splitting/split-table.ts';
import { foldsOfGroups } from './audit-folds.ts';
import { compareSplits } from './compare-splits.ts';

const test = suite('compareSplits');

const features = ['a', 'b', 'c'];
const schema = defineSchema({
  name: 'x',
  columns: [
    ...features.map((name) => ({ name, kind: 'numeric' as const })),
    { name: 'y', kind: 'binary', role: 'target', values: [0, 1], positive: 1 },
  ],
});

/** Rows without any connection between features and label, each `times` times. */
function noise(rows: number, times: number) {
  const random = createRandom(5);
  const once = Array.from({ length: rows }, () => [
    random.next(),
    random.next(),
    random.next(),
    random.integer(2),
  ]);
  const all = Array.from({ length: times }, () => once).flat();
  const columns = new Map(
    [...features, 'y'].map((name, at) => [name, Float64Array.from(all, (row) => row[at]!)]),
  );
  const table: TypedTable = { rows: all.length, columns };
  const labels = Int32Array.from(all, (row) => row[3]!);
  const folds = (groups: Int32Array) => foldsOfGroups({ groups, labels, classes: 2 }, random);
  const atRandom = folds(Int32Array.from(labels, (_, row) => row));
  return compareSplits(table, features, labels, targetOf(schema), {
    random: atRandom,
    leakFree: folds(rowGroups(table, schema)),
  });
}

test('on noise that repeats, a random split shows a good model and a leak-free one a coin', () => {
  const { random, leakFree, difference } = noise(300, 3);
  assert.ok(random.accuracy > 0.9, `random ${random.accuracy}`);
  assert.ok(Math.abs(leakFree.accuracy - 0.5) < 0.1, `leak-free ${leakFree.accuracy}`);
  assert.equal(difference, random.accuracy - leakFree.accuracy);
});

test('where nothing repeats the two splits agree', () => {
  const { difference } = noise(900, 1);
  assert.ok(Math.abs(difference) < 0.06, String(difference));
});

test.run();
