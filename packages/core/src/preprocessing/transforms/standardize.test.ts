import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { closeTo } from '../../testing/index.ts';
import { fitOptions, testTransform } from '../../testing/test-transform.ts';
import { imputeMedian } from './impute-median.ts';
import { standardize } from './standardize.ts';

const test = suite('standardize');
testTransform(test, standardize, {
  columns: 'numbers',
  after: imputeMedian,
  reference: (value, { low, high, mean, scale }) => [(Math.min(Math.max(value, low), high) - mean) / scale],
});

test('mean and deviation are those of the training rows', () => {
  const eighths = fc.integer({ min: -1e6, max: 1e6 }).map((value) => value / 8);
  fc.assert(
    fc.property(fc.array(eighths, { minLength: 2, maxLength: 50 }), (values) => {
      const column = Float64Array.from(values);
      const { mean, scale } = standardize.fit(column, fitOptions);
      const expected = column.reduce((sum, value) => sum + value, 0) / column.length;
      const size = Math.max(...column.map(Math.abs));
      closeTo(mean, expected, 1e-6 * size);
      const deviation = Math.sqrt(column.reduce((sum, x) => sum + (x - expected) ** 2, 0) / column.length);
      closeTo(scale, deviation > 1e-6 * size ? deviation : scale, 1e-6 * deviation);
    }),
  );
});

test('100,000 values near 1e6 keep their mean and deviation', () => {
  const column = Float64Array.from({ length: 100_000 }, (_, i) => 1e6 + (i % 2));
  assert.equal(standardize.fit(column, fitOptions), { low: 1e6, high: 1e6 + 1, mean: 1e6 + 0.5, scale: 0.5 });
});

test('one huge value moves neither mean nor scale, but a column of ties keeps its few other values', () => {
  const column = Float64Array.from({ length: 2000 }, (_, i) => (i === 0 ? 1e12 : i % 10));
  assert.is(standardize.fit(column, fitOptions).high, 9);
  const ties = Float64Array.from({ length: 2000 }, (_, i) => (i === 0 ? 5 : 0));
  assert.is(standardize.fit(ties, fitOptions).high, 5);
});

test('a range whose twentieth float32 counts as 0 has scale 1', () => {
  const column = Float64Array.from({ length: 12 }, (_, i) => (i === 0 ? 1e-30 : 0));
  assert.is(standardize.fit(column, fitOptions).scale, 1);
});
test.run();
