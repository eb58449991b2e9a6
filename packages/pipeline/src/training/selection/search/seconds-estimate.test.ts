import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { SecondsEstimate } from './seconds-estimate.ts';

const test = suite('SecondsEstimate');

const cost = fc.double({ min: 1e7, max: 1e12, noNaN: true });

test('at one rate for all it is a little more than the truth', () => {
  fc.assert(
    fc.property(fc.array(cost, { minLength: 1, maxLength: 20 }), cost, (costs, asked) => {
      const estimate = new SecondsEstimate();
      for (const one of costs) estimate.note(one, one / 1e9);
      const truth = asked / 1e9;
      assert.ok(estimate.of(asked) > truth && estimate.of(asked) < 1.3 * truth);
    }),
  );
});

test('small fits, whose operations take longer, do not make large ones look slow', () => {
  const estimate = new SecondsEstimate();
  for (const one of [1e6, 1.1e6, 1.2e6]) estimate.note(one, one / 1e7);
  for (const one of [1e10, 1.1e10, 1.2e10]) estimate.note(one, one / 1e9);
  assert.ok(estimate.of(1.1e10) < 15);
  assert.ok(estimate.of(1.1e6) > 0.1);
  const few = new SecondsEstimate();
  for (const [one, rate] of [
    [1e6, 1e7],
    [1e8, 1e8],
    [1e10, 1e9],
  ] as const)
    few.note(one, one / rate);
  assert.ok(few.of(5e10) < 60);
});

test('what a tiny fit takes beside its operations is not foretold of each operation of another', () => {
  const estimate = new SecondsEstimate();
  estimate.note(2e4, 0.2);
  assert.ok(estimate.of(2e5) >= 0.2 && estimate.of(2e5) < 0.3);
  assert.ok(estimate.of(1e8) < 3);
});

test('nothing measured, nothing foretold', () => {
  assert.equal(new SecondsEstimate().of(1e9), 0);
});

test.run();
