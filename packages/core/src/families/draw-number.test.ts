import assert from 'node:assert/strict';
import { createRandom } from '../random.ts';
import fc from 'fast-check';
import { suite } from 'uvu';
import { drawNumber, type NumberSpace } from './draw-number.ts';

const test = suite('drawNumber');

const ends = fc
  .tuple(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.double({ min: 1e-6, max: 1e6, noNaN: true }))
  .map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }));

test('a number lies in its range, on every scale', () => {
  fc.assert(
    fc.property(ends, fc.constantFrom('linear' as const, 'log' as const), fc.nat(), (range, scale, seed) => {
      const drawn = drawNumber({ ...range, scale }, createRandom(seed));
      assert.ok(drawn >= range.min && drawn <= range.max);
    }),
  );
});

test('whole numbers, both ends among them, are equally likely', () => {
  const random = createRandom(1);
  const counts = new Map<number, number>();
  for (let i = 0; i < 6000; i++) {
    const drawn = drawNumber({ min: 3, max: 5, scale: 'integer' }, random);
    counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
  }
  assert.deepEqual(
    [...counts.keys()].sort((a, b) => a - b),
    [3, 4, 5],
  );
  for (const count of counts.values()) assert.ok(Math.abs(count - 2000) < 6 * Math.sqrt(2000));
});

/** The greatest distance between the distribution of the draws, once mapped, and the even one on [0, 1]. */
function distanceFromEven(space: NumberSpace, toUnit: (drawn: number) => number): number {
  const random = createRandom(2);
  const draws = Array.from({ length: 4000 }, () => toUnit(drawNumber(space, random))).sort((a, b) => a - b);
  return Math.max(...draws.map((value, at) => Math.abs(value - (at + 0.5) / draws.length)));
}

// Kolmogorov's bound at a level of 1 in 10,000 is 2.23 / √n.
test('linear ranges are even, logarithmic ones even in the logarithm', () => {
  const bound = 2.23 / Math.sqrt(4000);
  assert.ok(distanceFromEven({ min: -2, max: 6, scale: 'linear' }, (x) => (x + 2) / 8) < bound);
  assert.ok(distanceFromEven({ min: 1e-4, max: 1e-1, scale: 'log' }, (x) => (Math.log10(x) + 4) / 3) < bound);
  assert.ok(
    distanceFromEven({ min: 1e-4, max: 1e-1, scale: 'linear' }, (x) => (Math.log10(x) + 4) / 3) > 0.3,
  );
});

test('choices come from the list, a single value is itself', () => {
  const random = createRandom(3);
  const drawn = new Set(Array.from({ length: 100 }, () => drawNumber([0, 0.5, 7], random)));
  assert.deepEqual(
    [...drawn].sort((a, b) => a - b),
    [0, 0.5, 7],
  );
  assert.equal(drawNumber(0.25, random), 0.25);
});

test.run();
