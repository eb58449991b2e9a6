import assert from 'node:assert/strict';
import { closeTo } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { makeMonotone, type MonotoneLevel } from './monotone-leaves.ts';

const test = suite('makeMonotone');

const cases = fc
  .record({
    depth: fc.integer({ min: 1, max: 5 }),
    directions: fc.array(fc.constantFrom(-1, 0, 1), { minLength: 5, maxLength: 5 }),
    values: fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 32, maxLength: 32 }),
    weights: fc.array(fc.constantFrom(0, 1, 3), { minLength: 32, maxLength: 32 }),
  })
  .map(({ depth, directions, values, weights }) => ({
    values: Float64Array.from(values.slice(0, 2 ** depth)),
    weights: Float64Array.from(weights.slice(0, 2 ** depth)),
    levels: directions
      .slice(0, depth)
      .flatMap((direction, level): MonotoneLevel[] =>
        direction === 0 ? [] : [{ level, direction: direction as 1 | -1 }],
      ),
  }));

function isMonotone(values: Float64Array, levels: readonly MonotoneLevel[]): boolean {
  return levels.every(({ level, direction }) =>
    values.every(
      (value, leaf) => ((leaf >> level) & 1) === 0 || direction * (value - values[leaf ^ (1 << level)]!) >= 0,
    ),
  );
}

test('values are monotone along every level, to the bit, and as they were where they are already', () => {
  fc.assert(
    fc.property(cases, ({ values: before, weights, levels }) => {
      const values = before.slice();
      makeMonotone(values, weights, levels);
      assert.ok(isMonotone(values, levels));
      if (isMonotone(before, levels)) assert.ok(values.every((value, leaf) => value === before[leaf]));
      assert.ok(Math.max(...values) <= Math.max(...before) + 1e-12);
      assert.ok(Math.min(...values) >= Math.min(...before) - 1e-12);
    }),
    { numRuns: 500 },
  );
});

test('two leaves in the wrong order get their weighted mean', () => {
  const values = Float64Array.of(4, 1, 0, 0);
  makeMonotone(values, Float64Array.of(1, 2, 1, 1), [{ level: 0, direction: 1 }]);
  assert.deepEqual([...values], [2, 2, 0, 0]);
  const falling = Float64Array.of(1, 4);
  makeMonotone(falling, Float64Array.of(0, 2), [{ level: 0, direction: -1 }]);
  assert.deepEqual([...falling], [4, 4]);
});

test('the weighted mean of all leaves stays nearly as it was', () => {
  fc.assert(
    fc.property(cases, ({ values: given, weights, levels }) => {
      const values = given.slice();
      const positive = weights.map((weight) => weight + 1);
      const mean = () => values.reduce((sum, value, i) => sum + value * positive[i]!, 0);
      const before = mean();
      makeMonotone(values, positive, levels);
      closeTo(mean() / 32, before / 32, 0.05);
    }),
    { numRuns: 300 },
  );
});

test.run();
