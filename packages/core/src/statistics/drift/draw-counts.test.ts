import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createRandom } from '../../random.ts';
import { closeTo } from '../../testing/close-to.ts';
import { drawBinomial, drawCounts } from './draw-counts.ts';

const test = suite('drawCounts');

/** Probability of k successes, by logarithms of factorials. */
function binomialPmf(trials: number, probability: number, k: number): number {
  const logFactorial = (n: number) =>
    Array.from({ length: n }, (_, i) => Math.log(i + 1)).reduce((a, b) => a + b, 0);
  const choose = logFactorial(trials) - logFactorial(k) - logFactorial(trials - k);
  return Math.exp(choose + k * Math.log(probability) + (trials - k) * Math.log1p(-probability));
}

for (const [trials, probability] of [
  [1, 0.3],
  [20, 0.05],
  [20, 0.9],
  [60, 0.25],
  [400, 0.5],
  [3_000, 0.004],
  [1_000, 0.97],
] as const) {
  test(`${trials} trials at ${probability} follow the binomial distribution`, () => {
    const random = createRandom(1);
    const draws = 40_000;
    const counts = new Map<number, number>();
    for (let i = 0; i < draws; i++) {
      const k = drawBinomial(random, trials, probability);
      assert.ok(Number.isInteger(k) && k >= 0 && k <= trials);
      counts.set(k, (counts.get(k) ?? 0) + 1);
    }
    let [cumulated, drawn, worst] = [0, 0, 0];
    for (let k = 0; k <= trials; k++) {
      cumulated += binomialPmf(trials, probability, k);
      drawn += (counts.get(k) ?? 0) / draws;
      worst = Math.max(worst, Math.abs(cumulated - drawn));
    }
    // The 99.9 % point of the Kolmogorov-Smirnov distance at this many draws.
    assert.ok(worst < 1.95 / Math.sqrt(draws), `distance ${worst}`);
  });
}

test('counts add up, no row falls into a cell that nothing can fall into, and shares are the probabilities', () => {
  const probabilities = Float64Array.of(0, 0.1, 0, 0.55, 0.05, 0.3, 0);
  // Fewer rows than cells are drawn another way.
  for (const rows of [0, 1, 5, 50, 20_000]) {
    const random = createRandom(2);
    const sums = new Float64Array(probabilities.length);
    const draws = Math.ceil(200_000 / Math.max(1, rows));
    const counts = new Float64Array(probabilities.length);
    for (let i = 0; i < Math.min(draws, 40_000); i++) {
      drawCounts(random, rows, probabilities, counts);
      assert.is(
        counts.reduce((sum, count) => sum + count, 0),
        rows,
      );
      for (const [cell, count] of counts.entries()) sums[cell]! += count;
    }
    const all = sums.reduce((sum, count) => sum + count, 0);
    for (const [cell, probability] of probabilities.entries()) {
      if (probability === 0) assert.is(sums[cell], 0);
      else if (all > 0) closeTo(sums[cell]! / all, probability, 0.006);
    }
  }
});

test.run();
