import assert from 'node:assert/strict';
import type { FeatureEncoding } from '@rampart/core/tensor';
import fc from 'fast-check';
import { suite } from 'uvu';
import { mixColumn } from './mix-column.ts';

const test = suite('mixColumn');

const number: FeatureEncoding = { name: 'x', type: 'number', origin: 0 };
const category: FeatureEncoding = { name: 'x', type: 'category', vocabulary: ['a', 'b', 'c'] };

/** What comes of the first two rows of a column. */
function mixed(column: readonly number[], encoding: FeatureEncoding, shares: readonly number[]): number[] {
  const parents = Int32Array.from(shares.flatMap(() => [0, 1]));
  return [...mixColumn(Float64Array.from(column), encoding, { parents, shares: Float64Array.from(shares) })];
}

test('a number lies between those of the parents', () => {
  assert.deepEqual(mixed([1, 3, 0.5], number, [0, 0.25, 0.5]), [1, 1.5, 2]);
  const value = fc.double({ min: -1e30, max: 1e30, noNaN: true });
  const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(value, value, share, (one, other, at) => {
      const [between] = mixed([one, other, 0.5, 1.5], number, [at]);
      const rounding = Math.max(Math.abs(one), Math.abs(other)) * 2 * Number.EPSILON;
      assert.ok(between! >= Math.min(one, other) - rounding && between! <= Math.max(one, other) + rounding);
      if (one === other) assert.equal(between, one);
    }),
  );
});

test('it is whole where the whole column is', () => {
  assert.deepEqual(mixed([1, 5, 2], number, [0.1, 0.3, 0.9]), [1, 2, 5]);
  assert.deepEqual(mixed([1, 5, Number.NaN, 7], number, [0.3]), [2]);
});

test('a category and a number with two values are those of the closer parent', () => {
  assert.deepEqual(mixed([0, 2, 1], category, [0.1, 0.49, 0.5, 0.9]), [0, 0, 2, 2]);
  assert.deepEqual(mixed([-1, 1, Number.NaN, -1], number, [0.4, 0.6]), [-1, 1]);
});

test('what one parent lacks comes of the other, and what both lack is missing', () => {
  for (const encoding of [number, category]) {
    assert.deepEqual(mixed([Number.NaN, 2, 0, 1], encoding, [0.1, 0.9]), [2, 2]);
    assert.deepEqual(mixed([2, Number.NaN, 0, 1], encoding, [0.1, 0.9]), [2, 2]);
    assert.deepEqual(mixed([Number.NaN, Number.NaN, 0, 1], encoding, [0.1]), [Number.NaN]);
  }
});

test.run();
