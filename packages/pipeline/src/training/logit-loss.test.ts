import assert from 'node:assert/strict';
import { arraysClose, closeTo } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { logitLoss } from './logit-loss.ts';

const test = suite('logitLoss');

const batches = fc
  .record({ outputs: fc.constantFrom(1, 3, 5), rows: fc.integer({ min: 1, max: 6 }) })
  .chain(({ outputs, rows }) =>
    fc.record({
      outputs: fc.constant(outputs),
      logits: fc.array(fc.double({ min: -30, max: 30, noNaN: true }), {
        minLength: rows * outputs,
        maxLength: rows * outputs,
      }),
      targets: fc.array(fc.nat({ max: Math.max(outputs, 2) - 1 }), { minLength: rows, maxLength: rows }),
      weights: fc.array(fc.double({ min: 0, max: 4, noNaN: true }), { minLength: rows, maxLength: rows }),
      labelSmoothing: fc.constantFrom(0, 0.1),
    }),
  );

test('the loss is the cross-entropy of the smoothed target', () => {
  fc.assert(
    fc.property(batches, ({ outputs, logits, targets, weights, labelSmoothing }) => {
      const classes = Math.max(outputs, 2);
      let expected = 0;
      for (const [row, target] of targets.entries()) {
        const own = logits.slice(row * outputs, (row + 1) * outputs);
        const scores = outputs === 1 ? [0, own[0]!] : own;
        const total = Math.log(scores.reduce((sum, score) => sum + Math.exp(score), 0));
        for (const [k, score] of scores.entries()) {
          const wanted = labelSmoothing / classes + (k === target ? 1 - labelSmoothing : 0);
          expected -= (weights[row]! * wanted * (score - total)) / targets.length;
        }
      }
      closeTo(logitLoss(logits, outputs, { targets, weights, labelSmoothing }).loss, expected, 1e-9);
    }),
  );
});

test('the gradient is that of finite differences', () => {
  fc.assert(
    fc.property(batches, ({ outputs, logits, ...targets }) => {
      const step = 1e-5;
      const differences = logits.map((_, i) => {
        const at = (shift: number) =>
          logitLoss(
            logits.map((logit, j) => (i === j ? logit + shift : logit)),
            outputs,
            targets,
          ).loss;
        return (at(step) - at(-step)) / (2 * step);
      });
      arraysClose(logitLoss(logits, outputs, targets).gradient, differences, 1e-5);
    }),
  );
});

test('huge logits stay finite', () => {
  for (const outputs of [1, 2]) {
    const { loss, gradient } = logitLoss([1e4, -1e4], outputs, { targets: [0, 1], labelSmoothing: 0 });
    assert.ok(Number.isFinite(loss) && gradient.every(Number.isFinite));
  }
});

test.run();
