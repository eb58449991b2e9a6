import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { closeTo } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { fitTemperature } from './fit-temperature.ts';
import { logitLoss, logSumExp, sigmoid } from '../learners/network/logit-loss.ts';

const test = suite('fitTemperature');

/** Rows whose classes are drawn from the given logits, so that temperature 1 is right for them. */
function calibrated(rows: number, outputs: number, seed: number) {
  const random = createRandom(seed);
  const logits = Float64Array.from({ length: rows * outputs }, () => 2 * random.normal());
  const targets = Int32Array.from({ length: rows }, (_, row) => {
    if (outputs === 1) return random.next() < sigmoid(logits[row]!) ? 1 : 0;
    let left = random.next();
    const total = logSumExp(logits, row * outputs, outputs);
    for (let k = 0; k < outputs; k++) {
      left -= Math.exp(logits[row * outputs + k]! - total);
      if (left < 0) return k;
    }
    return outputs - 1;
  });
  return { logits, targets };
}

test('finds the factor by which logits are too large', () => {
  for (const outputs of [1, 4]) {
    const { logits, targets } = calibrated(20_000, outputs, 1);
    for (const factor of [0.5, 1, 3]) {
      const scaled = logits.map((logit) => logit * factor);
      closeTo(fitTemperature(scaled, outputs, targets) / factor, 1, 0.05);
    }
  }
});

test('no temperature nearby gives a lower weighted log-loss', () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(1, 3), (seed, outputs) => {
      const { logits, targets } = calibrated(60, outputs, seed);
      const random = createRandom(seed);
      const weights = Float64Array.from(targets, () => random.next());
      const found = fitTemperature(logits, outputs, targets, weights);
      const loss = (temperature: number) =>
        logitLoss(
          logits.map((logit) => logit / temperature),
          outputs,
          { targets, weights, labelSmoothing: 0 },
        ).loss;
      assert.ok(loss(found) <= Math.min(loss(found * 1.01), loss(found / 1.01)) + 1e-12);
    }),
  );
});

test('stays within bounds where the classes are separated or the logits are noise', () => {
  closeTo(fitTemperature(Float64Array.of(-1, 1), 1, [0, 1]), 1 / 20, 1e-9);
  closeTo(fitTemperature(Float64Array.of(-1, 1), 1, [1, 0]), 20, 1e-9);
});

test.run();
