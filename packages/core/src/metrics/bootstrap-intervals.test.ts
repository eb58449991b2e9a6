import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createRandom } from '../random.ts';
import { arbitraryScored, binaryScored, takeScored } from '../testing/arbitrary-scored.ts';
import { closeTo } from '../testing/close-to.ts';
import { bootstrapIntervals, leastUnits } from './bootstrap-intervals.ts';
import { classificationMetrics } from './classification-metrics.ts';
import { metricNames } from './metric-names.ts';
import type { Scored } from './scored.ts';

const test = suite('bootstrapIntervals');

const resamples = 40;
const confidence = 0.9;

/** The same draws, but each resample really made of its rows, and quantiles by sorting. */
function naiveIntervals(scored: Scored, groups: readonly number[], seed: number) {
  const random = createRandom(seed);
  const units = [...new Set(groups)];
  const drawn = Array.from({ length: resamples }, () => {
    const rows = units.flatMap(() => {
      const unit = units[random.integer(units.length)];
      return [...groups.keys()].filter((row) => groups[row] === unit);
    });
    return classificationMetrics(takeScored(scored, rows), 0.4);
  });
  return metricNames.map((name) => {
    const sorted = drawn
      .map((metrics) => metrics[name])
      .filter((value) => value !== null)
      .toSorted((a, b) => a - b);
    const at = (share: number) => {
      const place = share * (sorted.length - 1);
      const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
      return low + (high - low) * (place % 1);
    };
    return { name, low: at(0.05), high: at(0.95) };
  });
}

/** Groups of the class that occurs in the fewest, rows without weight left out. */
function rarest({ labels, classes, weights }: Scored, groups: readonly number[]): number {
  const counts = Array.from({ length: classes }, (_, of) => {
    const own = groups.filter((__, row) => labels[row] === of && weights?.[row] !== 0);
    return new Set(own).size;
  });
  return Math.min(...counts.filter((count) => count > 0));
}

for (const shape of [
  { classes: 2, positive: 1 },
  { classes: 3, positive: null, weighted: true },
]) {
  for (const grouped of [false, true]) {
    test(`gives what resampled rows give (${shape.classes} classes${grouped ? ', grouped' : ''})`, () => {
      fc.assert(
        fc.property(arbitraryScored({ ...shape, minRows: 100, maxRows: 140 }), fc.nat(), (scored, seed) => {
          const groups = Array.from(scored.labels, (_, row) => (grouped ? 10 + ((row * 7) % 60) : row));
          const intervals = bootstrapIntervals(scored, 0.4, {
            resamples,
            confidence,
            random: createRandom(seed),
            ...(grouped ? { groups } : {}),
          });
          const values = classificationMetrics(scored, 0.4);
          for (const { name, low, high } of naiveIntervals(scored, groups, seed)) {
            // It has an interval of its own.
            if (name === 'ece') continue;
            const { value, ...bounds } = intervals[name];
            assert.is(value, values[name]);
            if (value === null) {
              assert.equal(bounds, { low: null, high: null });
            } else if (bounds.low !== null && bounds.high !== null) {
              closeTo(bounds.low, low, 1e-9, name);
              closeTo(bounds.high, high, 1e-9, name);
            } else {
              assert.ok(Number.isNaN(low) || rarest(scored, groups) < leastUnits, name);
            }
          }
        }),
        { numRuns: 30 },
      );
    });
  }
}

/** Rows whose labels are coin tosses of the given bias, and scores that follow them. */
function rowsOf(count: number, seed: number): Scored {
  const random = createRandom(seed);
  const labels = Array.from({ length: count }, () => Number(random.next() < 0.45));
  const scores = labels.map((label) => 1 / (1 + Math.exp(1 - 2 * label - random.normal())));
  return binaryScored(scores, labels);
}

test('the same seed gives the same intervals, another seed others', () => {
  const scored = rowsOf(200, 1);
  const run = (seed: number) =>
    bootstrapIntervals(scored, 0.5, { resamples: 100, confidence, random: createRandom(seed) });
  assert.equal(run(5), run(5));
  assert.not.equal(run(5), run(6));
});

test('the interval of accuracy is as wide as theory says', () => {
  const scored = rowsOf(2000, 2);
  const { accuracy } = bootstrapIntervals(scored, 0.5, {
    resamples: 2000,
    confidence: 0.95,
    random: createRandom(4),
  });
  const half = 1.96 * Math.sqrt((accuracy.value! * (1 - accuracy.value!)) / 2000);
  closeTo(accuracy.low!, accuracy.value! - half, half * 0.15);
  closeTo(accuracy.high!, accuracy.value! + half, half * 0.15);
});

test('copies of rows in one group narrow no interval', () => {
  const scored = rowsOf(300, 3);
  const fourfold = Array.from({ length: 1200 }, (_, i) => i % 300);
  const options = { resamples: 1000, confidence: 0.95 };
  const one = bootstrapIntervals(scored, 0.5, { ...options, random: createRandom(1) });
  const four = bootstrapIntervals(takeScored(scored, fourfold), 0.5, {
    ...options,
    random: createRandom(1),
    groups: fourfold,
  });
  for (const name of metricNames) {
    closeTo(four[name].low!, one[name].low!, 1e-9, name);
    closeTo(four[name].high!, one[name].high!, 1e-9, name);
  }
});

test('too few rows, or groups, or groups of a class: the values stand, without an interval', () => {
  const options = { resamples: 50, confidence, random: createRandom(1) };
  const few = bootstrapIntervals(rowsOf(leastUnits - 1, 5), 0.5, options);
  const grouped = bootstrapIntervals(rowsOf(400, 5), 0.5, {
    ...options,
    groups: Array.from({ length: 400 }, (_, row) => row % (leastUnits - 1)),
  });
  for (const name of metricNames) {
    for (const { value, low, high } of [few[name], grouped[name]]) {
      assert.ok(value !== null, name);
      assert.equal([low, high], [null, null], name);
    }
  }
  const labels = Array.from({ length: 400 }, (_, row) => Number(row < leastUnits - 1));
  const rare = bootstrapIntervals(
    binaryScored(
      labels.map((label, row) => (0.3 * label + (row % 7)) / 10),
      labels,
    ),
    0.5,
    options,
  );
  assert.ok(rare.accuracy.low !== null && rare.logLoss.low !== null);
  for (const name of ['recall', 'f1', 'rocAuc', 'prAuc', 'ece'] as const)
    assert.is(rare[name].low, null, name);
});

test('without rows everything is null, and groups must fit the rows', () => {
  const options = { resamples: 10, confidence, random: createRandom(1) };
  const empty = bootstrapIntervals(binaryScored([], []), 0.5, options);
  for (const name of metricNames) assert.equal(empty[name], { value: null, low: null, high: null });
  assert.throws(
    () => bootstrapIntervals(rowsOf(5, 1), 0.5, { ...options, groups: [1] }),
    /expected 5 groups, received 1/,
  );
});

test('a thousand resamples of 22,000 rows take seconds', () => {
  const scored = rowsOf(22_000, 7);
  const start = performance.now();
  bootstrapIntervals(scored, 0.5, { resamples: 1000, confidence, random: createRandom(1) });
  // About 2 s on a small machine; the bound leaves room for a busy one.
  assert.ok(performance.now() - start < 20_000);
});

test.run();
