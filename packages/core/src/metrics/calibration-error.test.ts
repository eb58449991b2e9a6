import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createRandom, type Random } from '../random.ts';
import { arbitraryScored, binaryScored } from '../testing/arbitrary-scored.ts';
import { closeTo } from '../testing/close-to.ts';
import { calibrationError } from './calibration-error.ts';
import { classificationMetrics } from './classification-metrics.ts';
import { reliabilityCurve } from './curves/reliability-curve.ts';
import { calibrationRanking } from './ranking.ts';
import { type Scored, weightsOf } from './scored.ts';

const test = suite('calibrationError');

const errorOf = (scored: Scored, options: { readonly groups?: ArrayLike<number> } = {}) =>
  calibrationError(calibrationRanking(scored), weightsOf(scored), { confidence: 0.95, ...options });

/** The mean distance of the reliability curve from the diagonal, noise and all. */
function meanDistance(scored: Scored): number {
  const curve = reliabilityCurve(scored);
  const total = curve.reduce((sum, { weight }) => sum + weight, 0);
  return curve.reduce(
    (sum, { weight, predicted, observed }) => sum + (weight / total) * Math.abs(predicted - observed),
    0,
  );
}

/** Rows whose answers are drawn with chances that lie `shift` below the scores. */
function drawn(random: Random, rows: number, chance: (random: Random) => number, shift = 0): Scored {
  const chances = Array.from({ length: rows }, () => chance(random));
  return binaryScored(
    chances.map((own) => own + shift),
    chances.map((own) => Number(random.next() < own)),
  );
}

for (const shape of [
  { classes: 2, positive: 1, weighted: true },
  { classes: 3, positive: null, weighted: true },
]) {
  test(`the value lies in its interval and is no more than the mean distance (${shape.classes} classes)`, () => {
    fc.assert(
      fc.property(arbitraryScored(shape), fc.boolean(), (scored, grouped) => {
        const groups = Array.from(scored.labels, (_, row) => row % 5);
        const { value, low, high } = errorOf(scored, grouped ? { groups } : {});
        if (value === null) {
          assert.equal([low, high], [null, null]);
          return;
        }
        assert.ok(0 <= low! && low! <= value && value <= high! && high! <= 1, `${low} ${value} ${high}`);
        assert.ok(value <= meanDistance(scored) + 1e-6);
        if (!grouped) assert.is(classificationMetrics(scored, 0.5).ece, value);
      }),
    );
  });
}

for (const [name, chance, shift] of [
  ['right, of all sizes', (random: Random) => random.next(), 0],
  ['right, near 0 and 1', (random: Random) => 1 / (1 + Math.exp(-4 * random.normal())), 0],
  ['right and rare', (random: Random) => 0.1 * random.next() ** 2, 0],
  ['right, three values', (random: Random) => [0.1, 0.5, 0.9][random.integer(3)]!, 0],
  ['a tenth too high', (random: Random) => 0.1 + 0.8 * random.next(), 0.1],
  ['a little too high', (random: Random) => 0.1 + 0.8 * random.next(), 0.03],
] as const) {
  test(`of 100 samples whose scores are ${name}, about 95 have intervals that hold the truth`, () => {
    const random = createRandom(17);
    for (const rows of [200, 1_500]) {
      let [holding, values, distances] = [0, 0, 0];
      for (let sample = 0; sample < 100; sample++) {
        const scored = drawn(random, rows, chance, shift);
        const { value, low, high } = errorOf(scored);
        if (low! <= shift && shift <= high! + 1e-9) holding++;
        values += value! / 100;
        distances += meanDistance(scored) / 100;
      }
      assert.ok(holding >= 90, `${rows} rows: ${holding}`);
      assert.ok(Math.abs(values - shift) < Math.abs(distances - shift) || Math.abs(values - shift) < 0.01);
    }
  });
}

test('scores that are far off have nothing taken away, and an interval away from 0', () => {
  const scored = drawn(createRandom(11), 20_000, (random) => 0.1 + 0.6 * random.next(), 0.2);
  const { value, low, high } = errorOf(scored);
  closeTo(value!, meanDistance(scored), 1e-3);
  assert.ok(low! > 0.18 && high! < 0.22);
});

test('a few rows that agree with a score of 0 or 1 prove nothing', () => {
  const { value, low, high } = errorOf(binaryScored(Array(10).fill(0), Array(10).fill(0)));
  assert.equal([value, low], [0, 0]);
  assert.ok(high! > 0.02);
});

test('copies of rows in one group are worth one row', () => {
  const scored = drawn(createRandom(3), 300, (random) => random.next(), 0);
  const copies = Array.from({ length: 1_200 }, (_, at) => at % 300);
  const fourfold: Scored = {
    ...scored,
    labels: copies.map((row) => scored.labels[row]!),
    probabilities: Float64Array.from(
      copies.flatMap((row) => [...scored.probabilities.subarray(2 * row, 2 * row + 2)]),
    ),
  };
  const [one, four] = [errorOf(scored), errorOf(fourfold, { groups: copies })];
  for (const part of ['value', 'low', 'high'] as const) closeTo(four[part]!, one[part]!, 1e-9, part);
});

test.run();
