import assert from 'node:assert/strict';
import { suite } from 'uvu';
import { readFolds } from './read-folds.mjs';

const test = suite('readFolds');

test('a row trains in all folds but its own', () => {
  const csv = 'row,fold,trains\n1,1,others\n3,2,others\n4,1,others\n';
  assert.deepEqual(readFolds(csv, [1, 3, 4]), [
    { train: [1], test: [0, 2] },
    { train: [0, 2], test: [1] },
  ]);
});

test('by time a row trains in the folds after its own', () => {
  const csv = 'row,fold,trains\n1,2,later\n2,0,later\n3,1,later\n';
  assert.deepEqual(readFolds(csv, [1, 2, 3]), [
    { train: [1], test: [2] },
    { train: [1, 2], test: [0] },
  ]);
});

test('a file of other rows, or no file of folds, is refused', () => {
  assert.throws(() => readFolds('row,fold,trains\n1,1,others\n', [2]), /other rows/);
  assert.throws(() => readFolds('row,fold,trains\n1,1,others\n', [1, 2]), /other rows/);
  assert.throws(() => readFolds('a,b\n1,1\n', [1]), /begins with/);
});

test.run();
