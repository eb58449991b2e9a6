import assert from 'node:assert/strict';
import { rejects } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { forwardBlocks } from './forward-folds.ts';

const test = suite('forwardBlocks');

test('blocks follow time, none is empty, equal times stay together', () => {
  const times = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(times, fc.integer({ min: 2, max: 6 }), (all, folds) => {
      fc.pre(new Set(all).size > folds);
      const blocks = forwardBlocks(Float64Array.from(all), folds);
      assert.equal(new Set(blocks).size, folds + 1);
      for (let i = 0; i < all.length; i++) {
        for (let j = 0; j < i; j++) {
          if (all[i] === all[j]) assert.equal(blocks[i], blocks[j]);
          if (all[i]! < all[j]!) assert.ok(blocks[i]! <= blocks[j]!);
        }
      }
    }),
  );
});

test('different times give blocks that differ by at most one row', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 300 }), fc.integer({ min: 2, max: 8 }), (rows, folds) => {
      const blocks = forwardBlocks(
        Float64Array.from({ length: rows }, (_, at) => -at),
        folds,
      );
      const sizes = Array.from(
        { length: folds + 1 },
        (_, at) => blocks.filter((block) => block === at).length,
      );
      assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, String(sizes));
    }),
  );
});

test('too few times are refused', async () => {
  await rejects(() => forwardBlocks(Float64Array.of(1, 1, 2), 2), /at least 3 different times for 2 folds/);
});

test.run();
