import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { simplestNearBest } from './select-candidate.ts';

const test = suite('simplestNearBest');

test('a small candidate within the noise of the best wins', () => {
  const large = { parameters: 1000, losses: [0.1, 0.2, 0.15, 0.12] };
  const small = { parameters: 10, losses: [0.12, 0.19, 0.16, 0.115] };
  assert.equal(simplestNearBest([large, small]), 1);
});

test('a small candidate that is a little worse in every fold loses, however much the folds differ', () => {
  const large = { parameters: 1000, losses: [0.1, 0.5, 0.15, 0.02] };
  const small = { parameters: 10, losses: large.losses.map((loss) => loss + 0.002) };
  assert.equal(simplestNearBest([large, small]), 0);
});

test('the best one wins where it is also the smallest, and a lone one always', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 }), {
        minLength: 1,
        maxLength: 5,
      }),
      (losses) => {
        const totals = losses.map((folds) => folds.reduce((sum, loss) => sum + loss, 0));
        const best = totals.indexOf(Math.min(...totals));
        const candidates = losses.map((folds, index) => ({
          parameters: index === best ? 1 : 2 + index,
          losses: folds,
        }));
        assert.equal(simplestNearBest(candidates), best);
      },
    ),
  );
});

test.run();
