import assert from 'node:assert/strict';
import { suite } from 'uvu';
import { standardError } from './paired-differences.mjs';
import { groupedError } from './grouped-error.mjs';

const test = suite('groupedError');
const close = (value, expected) => assert.ok(Math.abs(value - expected) < 1e-12, `${value}, not ${expected}`);
const values = [3, -1, 4, 1, -5, 9];

test('rows that are each a group of their own have the error of a mean', () => {
  close(
    groupedError(
      [values.slice(0, 3), values.slice(3)],
      [{ test: [0, 1, 2] }, { test: [3, 4, 5] }],
      [...values.keys()],
    ),
    standardError(values),
  );
});

test('copies in one group and a second folding change nothing', () => {
  const twice = [...values, ...values];
  const rows = [...twice.keys()];
  const groups = rows.map((row) => row % values.length);
  close(groupedError([twice, twice], [{ test: rows }, { test: rows }], groups), standardError(values));
});

test('the foldings of a row are averaged', () => {
  const folds = [{ test: [0, 1] }, { test: [1, 0] }];
  close(
    groupedError(
      [
        [1, 2],
        [6, 3],
      ],
      folds,
      [0, 1],
    ),
    standardError([2, 4]),
  );
});

test('one group has no error', () => {
  assert.equal(groupedError([[1, 2]], [{ test: [0, 1] }], [0, 0]), null);
});

test.run();
