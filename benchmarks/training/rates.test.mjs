import assert from 'node:assert/strict';
import { suite } from 'uvu';
import { bestRate, betterRates, ratios } from './rates.mjs';

const test = suite('rates');

test('the first epoch is not counted, the best of the others is', () => {
  assert.equal(bestRate(1000, [0.1, 4, 2, 5]), 500);
});

test('of two rounds the better one counts at each batch size', () => {
  assert.deepEqual(betterRates(undefined, [3, 4]), [3, 4]);
  assert.deepEqual(betterRates([5, 2], [3, 4]), [5, 4]);
});

test('a ratio above one says that ours is faster', () => {
  assert.deepEqual(ratios([300, 50], [100, 100]), [3, 0.5]);
});

test.run();
