import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { testTransform } from '../../testing/test-transform.ts';
import { oneHot } from './one-hot.ts';

const test = suite('one-hot');
testTransform(test, oneHot, {
  columns: 'codes',
  reference: (value, { slots }) => slots.map((slot) => Number(slot === value)),
});

const slots = (column: number[], oneHotLevels = 64) =>
  oneHot.fit(Float64Array.from(column), { bins: 1, oneHotLevels }).slots;

test('categories of the training rows get an input each, in order', () => {
  assert.equal(slots([4, 0, 2, 4]), [0, 2, 4]);
});

test('a constant column gives nothing, unless missing values tell rows apart', () => {
  assert.equal(slots([3, 3, 3]), []);
  assert.equal(slots([3, Number.NaN, 3]), [3]);
});

test('beyond the limit the most frequent categories are kept', () => {
  assert.equal(slots([5, 1, 1, 7, 7, 7, 0], 2), [1, 7]);
  assert.equal(slots([5, 1], 1), [1]);
});
test.run();
