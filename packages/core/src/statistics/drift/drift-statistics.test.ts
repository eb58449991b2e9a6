import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { closeTo } from '../../testing/close-to.ts';
import { gStatistic, ksDistance, totalVariation, wassersteinDistance } from './drift-statistics.ts';

const test = suite('drift statistics');

/** Two samples of small whole numbers, at least one value each. */
const sample = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 60 });
const counted = (values: readonly number[]) => {
  const counts = new Float64Array(13);
  for (const value of values) counts[value]!++;
  return counts;
};
const share = (values: readonly number[], wanted: (value: number) => boolean) =>
  values.filter(wanted).length / values.length;

test('G is twice the sum of observed times the logarithm of observed over expected', () => {
  fc.assert(
    fc.property(sample, sample, (left, right) => {
      let expected = 0;
      const all = [...left, ...right];
      for (const values of [left, right]) {
        for (let value = 0; value <= 12; value++) {
          const observed = values.filter((one) => one === value).length;
          const wanted = values.length * share(all, (one) => one === value);
          if (observed > 0) expected += 2 * observed * Math.log(observed / wanted);
        }
      }
      closeTo(gStatistic(counted(left), counted(right)), Math.max(0, expected), 1e-9);
    }),
  );
});

test('G of a known table', () => {
  // Expected are 15, 20 and 25 in both rows.
  closeTo(gStatistic(Float64Array.of(10, 20, 30), Float64Array.of(20, 20, 20)), 5.4115320909768325, 1e-12);
});

test('the Kolmogorov-Smirnov distance is the largest gap between the two shares below a value', () => {
  fc.assert(
    fc.property(sample, sample, (left, right) => {
      const gaps = Array.from({ length: 13 }, (_, value) =>
        Math.abs(share(left, (one) => one <= value) - share(right, (one) => one <= value)),
      );
      closeTo(ksDistance(counted(left), counted(right)), Math.max(...gaps), 1e-12);
    }),
  );
});

test('total variation is the share that would have to move, and never below the Kolmogorov-Smirnov distance', () => {
  fc.assert(
    fc.property(sample, sample, (left, right) => {
      const gains = Array.from({ length: 13 }, (_, value) =>
        Math.max(0, share(left, (one) => one === value) - share(right, (one) => one === value)),
      );
      const distance = totalVariation(counted(left), counted(right));
      closeTo(
        distance,
        gains.reduce((sum, gain) => sum + gain, 0),
        1e-12,
      );
      assert.ok(distance >= ksDistance(counted(left), counted(right)) - 1e-12);
    }),
  );
});

test('Wasserstein is the mean difference of equally many values, sorted', () => {
  const pair = fc
    .integer({ min: 1, max: 40 })
    .chain((length) =>
      fc.tuple(
        ...[0, 1].map(() =>
          fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: length, maxLength: length }),
        ),
      ),
    );
  fc.assert(
    fc.property(pair, ([left, right]) => {
      const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
      const [a, b] = [sorted(left!), sorted(right!)];
      const expected = a.reduce((sum, value, at) => sum + Math.abs(value - b[at]!), 0) / a.length;
      const ones = a.map(() => 1);
      closeTo(
        wassersteinDistance({ counts: ones, means: left! }, { counts: ones, means: right! }),
        expected,
        1e-9,
      );
    }),
  );
});

test('of nothing there is no distance', () => {
  const [none, some] = [new Float64Array(2), Float64Array.of(1, 2)];
  for (const statistic of [gStatistic, ksDistance, totalVariation]) {
    assert.is(statistic(none, some), 0);
    assert.is(statistic(some, none), 0);
  }
});

test.run();
