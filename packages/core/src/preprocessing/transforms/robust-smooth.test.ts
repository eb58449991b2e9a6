import { suite } from 'uvu';
import { fitOptions, testTransform } from '../../testing/test-transform.ts';
import * as assert from 'uvu/assert';
import { imputeMedian } from './impute-median.ts';
import { robust } from './robust.ts';
import { robustSmooth } from './robust-smooth.ts';

const test = suite('robust-smooth');
testTransform(test, robustSmooth, {
  columns: 'numbers',
  after: imputeMedian,
  reference(value, { center, scale }) {
    const x = (value - center) / scale;
    return [Math.abs(x) > 1e6 ? 3 * Math.sign(x) : x / Math.sqrt(1 + (x / 3) ** 2)];
  },
});

test('it has the scale of `robust`', () => {
  const column = Float64Array.of(1, 5, 2, 9, 100);
  assert.equal(robustSmooth.fit(column, fitOptions), robust.fit(column, fitOptions));
});
test.run();
