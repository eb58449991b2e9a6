import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fitOptions, testTransform } from '../../testing/test-transform.ts';
import { imputeMedian } from './impute-median.ts';

const test = suite('impute-median');
testTransform(test, imputeMedian, {
  columns: 'numbers',
  unitless: false,
  reference: (value, state) => [Number.isNaN(value) ? state.value : value],
});

test('takes the median of the present values, always one of them', () => {
  const value = (...column: number[]) => imputeMedian.fit(Float64Array.from(column), fitOptions).value;
  assert.is(value(9, Number.NaN, 1, 5, Number.NaN), 5);
  assert.is(value(1, 2, 3, 4), 3);
});
test.run();
