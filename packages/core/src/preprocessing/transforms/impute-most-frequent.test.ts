import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fitOptions, testTransform } from '../../testing/test-transform.ts';
import { imputeMostFrequent } from './impute-most-frequent.ts';

const test = suite('impute-most-frequent');
testTransform(test, imputeMostFrequent, {
  columns: 'codes',
  reference: (value, state) => [Number.isNaN(value) ? state.value : value],
});

test('of equally frequent categories the first in the vocabulary is taken, whatever the order of rows', () => {
  const value = (...column: number[]) => imputeMostFrequent.fit(Float64Array.from(column), fitOptions).value;
  assert.is(value(2, 1, Number.NaN, Number.NaN, Number.NaN, 1, 2, 0), 1);
  assert.is(value(3, 1, 3), 3);
});
test.run();
