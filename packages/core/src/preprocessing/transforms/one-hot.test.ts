import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fitOptions, testTransform } from '../../testing/test-transform.ts';
import { oneHot } from './one-hot.ts';
import type { FitOptions } from './transform.ts';

const test = suite('one-hot');
testTransform(test, oneHot, {
  columns: 'codes',
  reference: (value, { slots, other }) => [
    ...slots.map((slot) => Number(slot === value)),
    ...(other ? [Number(!Number.isNaN(value) && !slots.includes(value))] : []),
  ],
});

const fit = (column: number[], options: Partial<FitOptions> = {}) =>
  oneHot.fit(Float64Array.from(column), { ...fitOptions, ...options });

test('categories of the training rows get an input each, in order', () => {
  assert.equal(fit([4, 0, 2, 4]), { slots: [0, 2, 4] });
});

test('a constant column gives nothing, unless missing values tell rows apart', () => {
  assert.equal(fit([3, 3, 3]), { slots: [] });
  assert.equal(fit([3, Number.NaN, 3]), { slots: [3] });
});

test('beyond the limit the most frequent categories are kept, and the others share an input', () => {
  assert.equal(fit([5, 1, 1, 7, 7, 7, 0], { oneHotLevels: 2 }), { slots: [1, 7], other: true });
  assert.equal(fit([5, 1], { oneHotLevels: 1 }), { slots: [1], other: true });
});

test('rare values share the input of unseen ones, where training rows have any', () => {
  assert.equal(fit([0, 1, 2, 2, 2, 1], { unseen: 2 }), { slots: [0, 1], other: true });
  assert.equal(fit([0, 1, 1, 0], { unseen: 2 }), { slots: [0, 1] });
  assert.equal(fit([2, Number.NaN, 2], { unseen: 2 }), { slots: [], other: true });
});
test.run();
