import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { closeTo } from '../../testing/index.ts';
import { fitOptions, testTransform } from '../../testing/test-transform.ts';
import { imputeMedian } from './impute-median.ts';
import { robust } from './robust.ts';

const test = suite('robust');
testTransform(test, robust, {
  columns: 'numbers',
  after: imputeMedian,
  reference: (value, { center, scale }) => [Math.min(Math.max((value - center) / scale, -10), 10)],
});

test('median and quartiles are those of scikit-learn', () => {
  const column = Float64Array.of(1, 2, 4, 7, 11, 100);
  const { center, scale } = robust.fit(column, fitOptions);
  const expected = [-0.6, -0.4666666667, -0.2, 0.2, 0.7333333333, 12.6];
  column.forEach((value, i) => closeTo((value - center) / scale, expected[i]!, 1e-9));
});

test('where the inner half is all ties, half the range is the unit', () => {
  assert.equal(robust.fit(Float64Array.of(0, 0, 0, 0, 0, 8), fitOptions), { center: 0, scale: 4 });
});
test.run();
