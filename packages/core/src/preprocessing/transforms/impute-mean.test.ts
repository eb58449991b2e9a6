import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fitOptions, testTransform } from '../../testing/test-transform.ts';
import { imputeMean } from './impute-mean.ts';

const test = suite('impute-mean');
testTransform(test, imputeMean, {
  columns: 'numbers',
  unitless: false,
  reference: (value, state) => [Number.isNaN(value) ? state.value : value],
});

test('takes the mean of the present values, however far from 0', () => {
  const column = Float64Array.of(2 ** 23 + 1, Number.NaN, 2 ** 23 + 2, 2 ** 23 + 6);
  assert.is(imputeMean.fit(column, fitOptions).value, 2 ** 23 + 3);
});
test.run();
