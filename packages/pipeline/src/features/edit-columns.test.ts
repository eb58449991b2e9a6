import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import fc from 'fast-check';
import { suite } from 'uvu';
import { editColumns } from './edit-columns.ts';

const test = suite('editColumns');

const table = (rows: number) => {
  const random = createRandom(rows);
  return [0, 1, 2].map(() => Float64Array.from({ length: rows }, () => random.next()));
};

test('missing columns are missing in every row, the others are the same arrays', () => {
  const columns = table(5);
  const [first, second, third] = editColumns(columns, { missing: [1] });
  assert.equal(first, columns[0]);
  assert.equal(third, columns[2]);
  assert.ok(second!.every(Number.isNaN));
});

test('permuted columns keep their values and stay rows of each other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(), (rows, seed) => {
      const columns = table(rows);
      const [first, second, third] = editColumns(columns, { permuted: [0, 2], seed });
      assert.equal(second, columns[1]);
      const pairs = (a: Float64Array, b: Float64Array) => Array.from(a, (value, row) => `${value} ${b[row]}`);
      assert.deepEqual(pairs(first!, third!).toSorted(), pairs(columns[0]!, columns[2]!).toSorted());
      assert.deepEqual(editColumns(columns, { permuted: [0, 2], seed })[0], first);
    }),
  );
});

test('the rows are others than before', () => {
  const columns = table(40);
  assert.notDeepEqual(editColumns(columns, { permuted: [0], seed: 1 })[0], columns[0]);
});

test.run();
