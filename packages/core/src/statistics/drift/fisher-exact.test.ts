import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { closeTo } from '../../testing/close-to.ts';
import { fisherExact } from './fisher-exact.ts';

const test = suite('fisherExact');

function choose(n: number, k: number): bigint {
  let result = 1n;
  for (let i = 0; i < k; i++) result = (result * BigInt(n - i)) / BigInt(i + 1);
  return result;
}

test('is twice the smaller tail of all tables with the same margins', () => {
  const counts = fc.record({
    rows: fc.integer({ min: 1, max: 60 }),
    batch: fc.integer({ min: 1, max: 60 }),
    a: fc.nat(),
    b: fc.nat(),
  });
  fc.assert(
    fc.property(counts, ({ rows, batch, a, b }) => {
      const [hits, batchHits] = [a % (rows + 1), b % (batch + 1)];
      const marked = hits + batchHits;
      let [lower, upper, all] = [0n, 0n, 0n];
      for (let k = Math.max(0, marked - rows); k <= Math.min(batch, marked); k++) {
        const ways = choose(marked, k) * choose(rows + batch - marked, batch - k);
        all += ways;
        if (k <= batchHits) lower += ways;
        if (k >= batchHits) upper += ways;
      }
      const exact = (part: bigint) => Number((part * 10n ** 18n) / all) / 1e18;
      const expected = Math.min(1, 2 * Math.min(exact(lower), exact(upper)));
      // Which tail is summed is decided by the mean, so at the centre the other one may be the smaller by a term.
      const result = fisherExact(rows, hits, batch, batchHits);
      assert.ok(
        result >= expected - 1e-9 && (result <= expected + 1e-9 || expected > 0.6),
        `${result} ${expected}`,
      );
    }),
    { numRuns: 500 },
  );
});

test('large tables, and tables without a choice', () => {
  closeTo(fisherExact(11_055, 0, 1_000, 1), 2 * (1_000 / 12_055), 1e-9);
  closeTo(fisherExact(11_055, 0, 1_000, 2) / ((2 * 1_000 * 999) / (12_055 * 12_054)), 1, 1e-9);
  assert.is(fisherExact(100_000, 0, 5_000, 0), 1);
  assert.is(fisherExact(10, 10, 5, 5), 1);
  assert.ok(fisherExact(100_000, 100, 50_000, 25_000) >= 0);
});

test.run();
