import assert from 'node:assert/strict';
import { closeTo } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { oneCycleRate } from './one-cycle.ts';

const test = suite('oneCycleRate');

test('rises to the peak once, then falls almost to 0', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), (steps) => {
      const rates = Array.from({ length: steps }, (_, step) => oneCycleRate(step, steps, 0.01));
      const top = rates.indexOf(Math.max(...rates));
      for (const [step, rate] of rates.entries()) {
        assert.ok(rate > 0 && rate <= 0.01 * (1 + 1e-12));
        if (step > 0) assert.ok(step <= top ? rate >= rates[step - 1]! : rate <= rates[step - 1]!);
      }
      if (steps >= 20) closeTo(rates.at(-1)!, 0, 1e-7);
      if (steps >= 20) closeTo(Math.max(...rates), 0.01, 1e-3);
    }),
  );
});

// torch.optim.lr_scheduler.OneCycleLR(max_lr=0.01, total_steps=10).get_last_lr()
test('gives the rates of PyTorch', () => {
  const expected = [0.0004, 0.0052, 0.01, 0.00950484, 0.00811745, 0.00611262];
  for (const [step, rate] of expected.entries()) closeTo(oneCycleRate(step, 10, 0.01), rate, 1e-6);
});

test.run();
