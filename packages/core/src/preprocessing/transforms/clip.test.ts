import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fitOptions, testTransform } from '../../testing/test-transform.ts';
import { clip } from './clip.ts';
import { imputeMedian } from './impute-median.ts';

const test = suite('clip');
testTransform(test, clip, {
  columns: 'numbers',
  unitless: false,
  after: imputeMedian,
  reference: (value, { low, high }) => [value < low ? low : value > high ? high : value],
});

const column = Float64Array.from({ length: 101 }, (_, i) => i);

test('bounds are quantiles of the training rows, or as told; one that is left out is none', () => {
  assert.equal(clip.fit(column, { ...fitOptions, clip: { quantile: 0.05 } }), { low: 5, high: 95 });
  assert.equal(clip.fit(column, { ...fitOptions, clip: { low: -2, high: 3 } }), { low: -2, high: 3 });
  const { low, high } = clip.fit(column, { ...fitOptions, clip: { high: 3 } });
  assert.ok(low < -9e29 && high === 3);
});

test('what comes after it learns from clipped values', () => {
  assert.equal(
    column.slice(0, 3).map((value) => clip.onHost!(value, { low: 1, high: 1.5 })),
    Float64Array.of(1, 1, 1.5),
  );
});
test.run();
