import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { bestOf, simplestNearBest, standardError } from './compare-candidates.ts';

const test = suite('compareCandidates');

test('a cheap candidate within the noise of the best wins', () => {
  const large = { cost: 1000, losses: [0.1, 0.2, 0.15, 0.12] };
  const small = { cost: 10, losses: [0.12, 0.19, 0.16, 0.115] };
  assert.equal(simplestNearBest([large, small]), 1);
  assert.equal(bestOf([large, small]), 0);
});

test('a cheap candidate that is a little worse in every fold loses, however much the folds differ', () => {
  const large = { cost: 1000, losses: [0.1, 0.5, 0.15, 0.02] };
  const small = { cost: 10, losses: large.losses.map((loss) => loss + 0.002) };
  assert.equal(simplestNearBest([large, small]), 0);
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
          losses.map((folds, index) => ({ cost: index === best ? 1 : 2 + index, losses: folds }));
        const best = bestOf(contenders(0));
        assert.equal(simplestNearBest(contenders(best)), best);
      },
    ),
  );
});

test('the standard error is that of a mean', () => {
  assert.equal(standardError([1]), null);
  assert.equal(standardError([1, 3]), 1);
  assert.equal(standardError([2, 2, 2]), 0);
});

test.run();
