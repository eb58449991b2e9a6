import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { closeTo } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { bestOf, excess, simplestNearBest } from './compare-candidates.ts';

const test = suite('compareCandidates');

const rowsOf = (count: number) => ({ groups: Int32Array.from({ length: count }, (_, row) => row) });

test('a cheap candidate within the noise of the best wins', () => {
  const large = { costs: [1000], losses: Float64Array.of(0.1, 0.2, 0.15, 0.12) };
  const small = { costs: [10], losses: Float64Array.of(0.12, 0.19, 0.16, 0.115) };
  assert.equal(simplestNearBest([large, small], rowsOf(4)), 1);
  assert.equal(bestOf([large, small], rowsOf(4)), 0);
});

test('a cheap candidate that is a little worse on every row loses, however much the rows differ', () => {
  const large = { costs: [1000], losses: Float64Array.of(0.1, 0.5, 0.15, 0.02) };
  const small = { costs: [10], losses: large.losses.map((loss) => loss + 0.002) };
  assert.equal(simplestNearBest([large, small], rowsOf(4)), 0);
});

test('of two that cost the same to use, the one that costs less to train wins within the noise', () => {
  const near = [
    { costs: [10, 300], losses: Float64Array.of(0.1, 0.2, 0.15, 0.12) },
    { costs: [10, 100], losses: Float64Array.of(0.12, 0.19, 0.16, 0.115) },
    { costs: [20, 10], losses: Float64Array.of(0.12, 0.19, 0.16, 0.115) },
  ];
  assert.equal(simplestNearBest(near, rowsOf(4)), 1);
  const worse = { costs: [10, 1], losses: near[0]!.losses.map((loss) => loss + 0.01) };
  assert.equal(simplestNearBest([...near, worse], rowsOf(4)), 1);
});

test('the best one wins where it is also the cheapest, and a lone one always', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 }), {
        minLength: 1,
        maxLength: 5,
      }),
      (losses) => {
        const contenders = (best: number) =>
          losses.map((rows, index) => ({
            costs: [index === best ? 1 : 2 + index],
            losses: Float64Array.from(rows),
          }));
        const best = bestOf(contenders(0), rowsOf(3));
        assert.equal(simplestNearBest(contenders(best), rowsOf(3)), best);
      },
    ),
  );
});

test('rows that are copies of each other are no further evidence', () => {
  const random = createRandom(3);
  const few = Float64Array.from({ length: 40 }, () => random.normal() + 0.1);
  const copies = Float64Array.from({ length: 400 }, (_, row) => few[row % 40]!);
  const none = new Float64Array(400);
  const groups = Int32Array.from({ length: 400 }, (_, row) => row % 40);
  const once = excess(few, none, rowsOf(40));
  const grouped = excess(copies, none, { groups });
  closeTo(grouped.mean, once.mean, 1e-12);
  closeTo(grouped.standardError, once.standardError, 1e-12);
  closeTo(excess(copies, none, rowsOf(400)).standardError, once.standardError / Math.sqrt(10), 1e-12);
  // A row of weight ten is ten rows of one group.
  const heavy = excess(few, none, { ...rowsOf(40), weights: new Float64Array(40).fill(10) });
  closeTo(heavy.standardError, once.standardError, 1e-12);
});

test('the standard error of rows is that of their mean, and steadier than that of four folds', () => {
  const random = createRandom(8);
  const errors = Array.from({ length: 200 }, () => {
    const values = Float64Array.from({ length: 400 }, () => random.normal());
    const folds = { groups: Int32Array.from({ length: 400 }, (_, row) => row % 4) };
    const of = (rows: { groups: Int32Array }) => excess(values, new Float64Array(400), rows).standardError;
    return { rows: of(rowsOf(400)), folds: of(folds) };
  });
  const mean = (of: (one: (typeof errors)[0]) => number) =>
    errors.reduce((sum, one) => sum + of(one), 0) / errors.length;
  closeTo(
    mean(({ rows }) => rows),
    0.05,
    0.001,
  );
  const spread = (of: 'rows' | 'folds') => Math.sqrt(mean((one) => (one[of] - mean((all) => all[of])) ** 2));
  assert.ok(spread('rows') < 0.2 * spread('folds'));
});

test.run();
