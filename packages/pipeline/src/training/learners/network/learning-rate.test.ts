import assert from 'node:assert/strict';
import { closeTo } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { learningRateAt, type Schedule } from './learning-rate.ts';

const test = suite('learningRateAt');

test('rises to the peak once, then falls almost to 0', () => {
  const falling = fc.constantFrom<Schedule>('one-cycle', 'cosine');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), falling, (steps, schedule) => {
      const rates = Array.from({ length: steps }, (_, step) => learningRateAt(step, steps, 0.01, schedule));
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
  for (const [step, rate] of expected.entries())
    closeTo(learningRateAt(step, 10, 0.01, 'one-cycle'), rate, 1e-6);
});

test('a constant rate is constant after its rise', () => {
  const rates = Array.from({ length: 100 }, (_, step) => learningRateAt(step, 100, 0.01, 'constant'));
  assert.ok(rates.slice(0, 4).every((rate) => rate < 0.01));
  assert.ok(rates.slice(4).every((rate) => rate === 0.01));
});

test.run();
