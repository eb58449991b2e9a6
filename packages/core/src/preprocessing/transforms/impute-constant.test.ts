import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fitOptions, testTransform } from '../../testing/test-transform.ts';
import { imputeConstant } from './impute-constant.ts';

const test = suite('impute-constant');
testTransform(test, imputeConstant, {
  columns: 'numbers',
  unitless: false,
  reference: (value) => [Number.isNaN(value) ? 0.5 : value],
});

test('takes what it is told', () => {
  assert.is(imputeConstant.fit(Float64Array.of(7), { ...fitOptions, constant: -3 }).value, -3);
});
test.run();
