import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import fc from 'fast-check';
import { suite } from 'uvu';
import type { Category } from './comparable-inputs.ts';
import { nearestNeighbours } from './nearest-neighbours.ts';
import { smote } from './smote.ts';

const test = suite('smote');

/** Rows of three numbers, a one-hot code of four, which may be all zeros, and a flag of -1 and 1. */
const width = 8;
const categories: Category[] = [
  { start: 3, length: 4, apart: Math.SQRT2 },
  { start: 7, length: 1, apart: 2 },
];

const tables = fc
  .record({ rows: fc.integer({ min: 1, max: 20 }), count: fc.integer({ min: 1, max: 50 }), seed: fc.nat() })
  .map(({ rows, count, seed }) => {
    const random = createRandom(seed);
    const features = new Float32Array(rows * width);
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < 3; i++) features[row * width + i] = random.normal();
      const code = random.integer(5);
      if (code < 4) features[row * width + 3 + code] = 1;
      features[row * width + 7] = random.integer(2) * 2 - 1;
    }
    return { rows, count, features, random };
  });

const gap = (a: Float32Array, b: Float32Array, input: number) => Math.abs(a[input]! - b[input]!);

test('numbers lie on the segment between a row and one of its nearest', () => {
  fc.assert(
    fc.property(tables, fc.integer({ min: 1, max: 7 }), ({ rows, count, features, random }, neighbours) => {
      const numbers = features.filter((_, at) => at % width < 3);
      const made = smote(numbers, 3, count, { neighbours, categories: [] }, random);
      assert.equal(made.features.length, count * 3);
      const k = Math.min(neighbours, rows - 1);
      const nearest = k === 0 ? undefined : nearestNeighbours(numbers, 3, k);
      for (let i = 0; i < count; i++) {
        const [one, other] = made.parents.subarray(2 * i, 2 * i + 2) as unknown as [number, number];
        assert.equal(one, i % rows);
        assert.ok(nearest?.subarray(one * k, (one + 1) * k).includes(other) ?? other === one);
        const [from, to, at] = [
          numbers.subarray(3 * one, 3 * one + 3),
          numbers.subarray(3 * other, 3 * other + 3),
          made.features.subarray(3 * i, 3 * i + 3),
        ];
        // Told by the input in which they differ most, where rounding matters least.
        const widest = [0, 1, 2].toSorted((a, b) => gap(from, to, b) - gap(from, to, a))[0]!;
        const share = gap(from, to, widest) === 0 ? 0 : gap(from, at, widest) / gap(from, to, widest);
        assert.ok(share < 1 + 1e-6);
        for (let j = 0; j < 3; j++) {
          const expected = from[j]! + share * (to[j]! - from[j]!);
          assert.ok(Math.abs(expected - at[j]!) < 2e-6, `${at[j]} instead of ${expected}`);
        }
      }
    }),
  );
});

test('a category has a value that rows have', () => {
  fc.assert(
    fc.property(tables, ({ count, features, random }) => {
      const made = smote(features, width, count, { neighbours: 5, categories }, random);
      for (const { start, length } of categories) {
        const values = (from: Float32Array, row: number) =>
          from.subarray(row * width + start, row * width + start + length).join();
        const known = new Set(
          Array.from({ length: features.length / width }, (_, row) => values(features, row)),
        );
        for (let i = 0; i < count; i++) assert.ok(known.has(values(made.features, i)));
      }
    }),
  );
});

test('it is the value of most neighbours', () => {
  // Six rows in a bunch, three of them with the category; the first is the odd one out among its neighbours.
  const features = Float32Array.of(0, 0, 0.1, 1, 0.2, 1, 0.3, 1, 0.4, 0, 0.5, 1);
  const options = { neighbours: 5, categories: [{ start: 1, length: 1, apart: 1 }] };
  const made = smote(features, 2, 6, options, createRandom(1));
  assert.deepEqual(
    [...made.features].filter((_, at) => at % 2 === 1),
    [1, 1, 1, 1, 1, 1],
  );
});

test('a different value is as far away as rows usually are from each other', () => {
  // Deviation 1; the row next to the first differs in the category, the one after it is less than 1 further off.
  const near = (second: number) => {
    const features = Float32Array.of(-1, 0, -0.9, 1, second, 0, 1.9, 0);
    const options = { neighbours: 1, categories: [{ start: 1, length: 1, apart: 1 }] };
    return smote(features, 2, 1, options, createRandom(1)).parents[1];
  };
  assert.equal(near(-0.5), 2);
  assert.equal(near(1.5), 1);
});

test('the seed gives the same rows', () => {
  const { features, count } = fc.sample(tables, { seed: 3, numRuns: 1 })[0]!;
  const make = (seed: number) =>
    smote(features, width, count, { neighbours: 5, categories }, createRandom(seed));
  assert.deepEqual(make(1), make(1));
  assert.notDeepEqual(make(1), make(2));
});

test.run();
