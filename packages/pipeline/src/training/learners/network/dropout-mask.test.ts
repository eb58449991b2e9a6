import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { closeTo } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { fillDropoutMask } from './dropout-mask.ts';

const test = suite('fillDropoutMask');

test('a factor is 0 at the rate and keeps the mean at 1', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 0.9, noNaN: true }), fc.integer(), (rate, seed) => {
      const mask = new Float32Array(40_001);
      fillDropoutMask(mask, rate, createRandom(seed));
      closeTo(mask.filter((factor) => factor === 0).length / mask.length, rate, 0.015);
      assert.equal(new Set(mask).size <= 2, true);
      closeTo(mask.reduce((sum, factor) => sum + factor, 0) / mask.length, 1, 0.1);
    }),
    { numRuns: 30 },
  );
});

test('masks differ from call to call and repeat with the seed', () => {
  const random = createRandom(1);
  const [a, b, c] = [new Float32Array(64), new Float32Array(64), new Float32Array(64)];
  fillDropoutMask(a, 0.5, random);
  fillDropoutMask(b, 0.5, random);
  fillDropoutMask(c, 0.5, createRandom(1));
  assert.notDeepEqual(a, b);
  assert.deepEqual(a, c);
});

test.run();
