import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import fc from 'fast-check';
import { suite } from 'uvu';
import { columnValues, fitBorders } from './fit-borders.ts';

const test = suite('fitBorders');

const bordersOf = (cells: readonly number[], most: number, weights?: readonly number[]) =>
  fitBorders(columnValues(cells, weights), most);

/** Rows in each bin. */
function filling(
  cells: readonly number[],
  borders: readonly number[],
  weights?: readonly number[],
): number[] {
  const bins = new Array<number>(borders.length + 1).fill(0);
  for (const [row, cell] of cells.entries()) {
    bins[borders.filter((border) => cell > border).length]! += weights?.[row] ?? 1;
  }
  return bins;
}

test('few values have a border halfway between each two', () => {
  assert.deepEqual(bordersOf([3, 1, 1, 7, Number.NaN, 3], 2), [2, 5]);
  assert.deepEqual(bordersOf([-0, 0], 5), []);
  assert.deepEqual(bordersOf([Number.NaN], 5), []);
});

test('borders separate what float32 can tell apart, and are float32 numbers', () => {
  const float32 = fc.float({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(fc.array(float32, { minLength: 1, maxLength: 30 }), fc.boolean(), (cells, close) => {
      // Neighbours among the float32 numbers too.
      const bits = new Int32Array(Float32Array.from(cells).buffer);
      const next = new Float32Array(bits.map((bit) => bit + 1).buffer);
      const all = close ? [...cells, ...next].filter(Number.isFinite) : cells;
      const { values } = columnValues(all);
      const borders = fitBorders({ values, weights: new Float64Array(values.length), missing: false }, 100);
      assert.equal(borders.length, values.length - 1);
      for (const [i, border] of borders.entries()) {
        assert.equal(border, Math.fround(border));
        assert.ok(border === 0 || Math.abs(border) >= 2 ** -126);
        assert.ok(values[i]! <= border && border < values[i + 1]!);
      }
    }),
  );
});

test('many values are cut into bins of about as many rows', () => {
  const random = createRandom(1);
  const cells = Array.from({ length: 10_000 }, () => random.normal());
  const borders = bordersOf(cells, 15);
  assert.equal(borders.length, 15);
  for (const rows of filling(cells, borders)) assert.ok(rows > 550 && rows < 660, `${rows} rows`);
});

test('weights count as rows', () => {
  const random = createRandom(2);
  const cells = Array.from({ length: 4000 }, () => random.next());
  const weights = cells.map((cell) => (cell < 0.1 ? 9 : 1));
  const borders = bordersOf(cells, 9, weights);
  const bins = filling(cells, borders, weights);
  assert.ok(Math.max(...bins) < 1.2 * Math.min(...bins));
  assert.ok(borders.filter((border) => border < 0.1).length >= 4);
});

test('a frequent value takes no borders from the others', () => {
  const random = createRandom(3);
  const cells = Array.from({ length: 5000 }, () => (random.next() < 0.8 ? 0 : random.normal()));
  const borders = bordersOf(cells, 20);
  assert.ok(borders.length >= 19);
  assert.equal(borders.filter((border) => Math.abs(border) < 0.01).length, 2);
});

test('there are never more borders than were asked for', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 20 }),
      (cells, most) => {
        const borders = bordersOf(cells, most);
        assert.ok(borders.length <= most);
        assert.ok(borders.every((border, i) => i === 0 || border > borders[i - 1]!));
        if (new Set(cells).size > 1) assert.ok(borders.length > 0);
      },
    ),
  );
});

test.run();
