import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createRandom } from '../../random.ts';
import { closeTo } from '../../testing/index.ts';
import { fitOptions, testTransform } from '../../testing/test-transform.ts';
import { imputeMedian } from './impute-median.ts';
import { piecewiseLinear } from './piecewise-linear.ts';

const test = suite('piecewise-linear');

testTransform(test, piecewiseLinear, {
  columns: 'numbers',
  after: imputeMedian,
  reference: (value, { edges }) =>
    edges.slice(1).map((end, bin) => {
      const start = edges[bin]!;
      if (value <= start) return 0;
      return value >= end ? 1 : (value - start) / (end - start);
    }),
});

const edgesOf = (column: readonly number[], pieces: number) =>
  piecewiseLinear.fit(Float64Array.from(column), { ...fitOptions, pieces }).edges;

test('a column of few values has an edge at each', () => {
  assert.equal(edgesOf([3, 1, 1, 1, 1, 1, 1, 7, 3], 2), [1, 3, 7]);
  assert.equal(edgesOf([5, 5], 4), [5]);
});

test('edges rise, are training values, at most two more than the bins', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.float({ noNaN: true }), fc.nat(3)), { minLength: 1 }), (values) => {
      const edges = edgesOf(values, 8);
      assert.ok(edges.length <= 8 + 2);
      assert.ok(edges.every((edge, i) => i === 0 || edge > edges[i - 1]!));
    }),
  );
});

test('bins of a continuous column hold the same number of rows', () => {
  const random = createRandom(1);
  const column = Array.from({ length: 10_000 }, () => Math.exp(3 * random.normal()));
  const edges = edgesOf(column, 10);
  for (let bin = 0; bin < 10; bin++) {
    const inside = column.filter((value) => value >= edges[bin]! && value < edges[bin + 1]!);
    closeTo(inside.length, 1000, 2);
  }
});
test.run();
