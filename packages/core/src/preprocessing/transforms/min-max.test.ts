import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fitOptions, testTransform } from '../../testing/test-transform.ts';
import { imputeMedian } from './impute-median.ts';
import { minMax } from './min-max.ts';

const test = suite('min-max');
testTransform(test, minMax, {
  columns: 'numbers',
  after: imputeMedian,
  reference: (value, { low, high }) => [Math.min(Math.max((value - low) / (high - low || 1), 0), 1)],
});

test('the range is that of the present values', () => {
  assert.equal(minMax.fit(Float64Array.of(3, Number.NaN, -1, 2), fitOptions), { low: -1, high: 3 });
});
test.run();
