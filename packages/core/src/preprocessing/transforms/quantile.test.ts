import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createRandom } from '../../random.ts';
import { closeTo } from '../../testing/index.ts';
import { fitOptions, testTransform } from '../../testing/test-transform.ts';
import { imputeMedian } from './impute-median.ts';
import { quantile } from './quantile.ts';

const test = suite('quantile');

/** Interpolates between the edges. */
function reference(value: number, { edges, ranks }: { edges: number[]; ranks: number[] }): [number] {
  const last = edges.length - 1;
  if (value <= edges[0]!) return [-1];
  if (value >= edges[last]!) return [last === 0 ? -1 : 1];
  const bin = edges.findLastIndex((edge) => edge <= value);
  const inside = (value - edges[bin]!) / (edges[bin + 1]! - edges[bin]!);
  return [2 * (ranks[bin]! + inside * (ranks[bin + 1]! - ranks[bin]!)) - 1];
}

testTransform(test, quantile, { columns: 'numbers', after: imputeMedian, reference });

test('edges rise, are training values, and are about as many as the bins', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.float({ noNaN: true }), fc.nat(3)), { minLength: 1 }), (values) => {
      const { edges, ranks } = quantile.fit(Float64Array.from(values), { ...fitOptions, bins: 8 });
      assert.ok(edges.length >= 1 && edges.length <= 8 + 2);
      assert.ok(edges.every((edge, i) => i === 0 || edge > edges[i - 1]!));
      assert.ok(edges.every(Number.isFinite));
      assert.ok(ranks.every((rank, i) => i === 0 || rank > ranks[i - 1]!));
      assert.is(ranks[0], 0);
      assert.is(ranks.at(-1), edges.length === 1 ? 0 : 1);
    }),
  );
});

test('a continuous column comes out uniform', () => {
  const random = createRandom(1);
  const column = Float64Array.from({ length: 10_000 }, () => Math.exp(3 * random.normal()));
  const state = quantile.fit(column, { ...fitOptions, bins: 32 });
  const sorted = column.toSorted();
  for (const share of [0.1, 0.5, 0.9])
    closeTo(reference(sorted[share * 10_000]!, state)[0], 2 * share - 1, 0.02);
});

test('a column that is mostly 0 spends one edge on 0, and other values are far from it', () => {
  const column = Float64Array.from({ length: 10_000 }, (_, i) => (i % 100 === 0 ? 1 + i : 0));
  const { edges, ranks } = quantile.fit(column, { ...fitOptions, bins: 32 });
  assert.is(edges.length, 1 + 32);
  assert.is(edges[0], 0);
  closeTo(ranks[1]!, 0.99, 0.001);
});
test.run();
