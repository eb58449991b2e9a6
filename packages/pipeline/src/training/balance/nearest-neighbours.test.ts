import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { nearestNeighbours } from './nearest-neighbours.ts';

const test = suite('nearestNeighbours');

test('they are those of sorting all distances, of equals the first', () => {
  const tables = fc
    .record({ rows: fc.integer({ min: 2, max: 120 }), width: fc.constantFrom(1, 3, 15, 16, 17, 40) })
    .chain(({ rows, width }) =>
      fc.record({
        // Few different values, so that there are equal distances.
        features: fc.array(fc.integer({ min: -2, max: 2 }), {
          minLength: rows * width,
          maxLength: rows * width,
        }),
        rows: fc.constant(rows),
        width: fc.constant(width),
        k: fc.integer({ min: 1, max: Math.min(6, rows - 1) }),
        queries: fc.integer({ min: 1, max: rows }),
      }),
    );
  fc.assert(
    fc.property(tables, ({ features, rows, width, k, queries }) => {
      const distance = (a: number, b: number) => {
        let sum = 0;
        for (let i = 0; i < width; i++) sum += (features[a * width + i]! - features[b * width + i]!) ** 2;
        return sum;
      };
      const expected = Array.from({ length: queries }, (_, row) =>
        Array.from({ length: rows }, (_, other) => other)
          .filter((other) => other !== row)
          .toSorted((a, b) => distance(row, a) - distance(row, b) || a - b)
          .slice(0, k),
      );
      const found = nearestNeighbours(Float32Array.from(features), width, k, queries);
      assert.deepEqual([...found], expected.flat());
    }),
  );
});

test.run();
