import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { arraysClose, closeTo } from '../testing/close-to.ts';
import { describeNumbers, quantile, runsOf } from './describe-numbers.ts';

const test = suite('describeNumbers');

const numbers = fc
  .array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 200 })
  .map((values) => Float64Array.from(values).sort());

test('moments are those of the textbook', () => {
  fc.assert(
    fc.property(numbers, (sorted) => {
      const { mean, sd, min, max } = describeNumbers(sorted);
      const expected = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
      const variance = sorted.reduce((sum, value) => sum + (value - expected) ** 2, 0) / sorted.length;
      closeTo(mean, expected, 1e-8);
      closeTo(sd, Math.sqrt(variance), 1e-7);
      assert.equal([min, max], [Math.min(...sorted), Math.max(...sorted)]);
    }),
  );
});

test('a small spread around a large number keeps its digits', () => {
  const { mean, sd } = describeNumbers(Float64Array.from({ length: 1001 }, (_, i) => 1e12 + i));
  assert.is(mean, 1e12 + 500);
  closeTo(sd, Math.sqrt((1001 ** 2 - 1) / 12), 1e-9);
});

test('the largest numbers give finite moments, equal ones no spread', () => {
  assert.ok(
    Object.values(describeNumbers(Float64Array.of(-1e307, 1, 1e307)))
      .flat()
      .every(Number.isFinite),
  );
  assert.equal(describeNumbers(new Float64Array(3).fill(0.1)).sd, 0);
});

test('quantiles are those of numpy', () => {
  // numpy.quantile([1, 2, 4, 8], [0, .25, .5, .9, 1])
  const sorted = Float64Array.of(1, 2, 4, 8);
  arraysClose(
    [0, 0.25, 0.5, 0.9, 1].map((p) => quantile(sorted, p)),
    [1, 1.75, 3, 6.8, 8],
    1e-12,
  );
  fc.assert(
    fc.property(numbers, (values) => {
      const { quantiles, min, max } = describeNumbers(values);
      assert.is(quantiles.length, 21);
      assert.equal([quantiles[0], quantiles[20]], [min, max]);
      for (const [index, value] of quantiles.entries())
        assert.ok(index === 0 || value >= quantiles[index - 1]!);
    }),
  );
});

test('runs are the counts of a Map', () => {
  const few = fc.array(fc.integer({ min: 0, max: 9 })).map((values) => Float64Array.from(values).sort());
  fc.assert(
    fc.property(few, (sorted) => {
      const expected = new Map<number, number>();
      for (const value of sorted) expected.set(value, (expected.get(value) ?? 0) + 1);
      assert.equal(runsOf(sorted, 10), { distinct: expected.size, counts: expected });
      assert.is(runsOf(sorted, 2).counts.size, Math.min(2, expected.size));
    }),
  );
});

test.run();
