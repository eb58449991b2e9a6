import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core';
import { closeTo } from '@rampart/core/testing';
import { suite } from 'uvu';
import { calibrate } from './calibrate.ts';
import { sigmoid } from './logit-loss.ts';

const test = suite('calibrate');

/** Logits three times too large, with the classes that the right ones would give; class 0 is positive. */
function overconfident(rows: number, seed: number) {
  const random = createRandom(seed);
  const right = Float64Array.from({ length: rows }, () => 2 * random.normal() - 1);
  const labels = Int32Array.from(right, (logit) => (random.next() < sigmoid(logit) ? 0 : 1));
  return { logits: right.map((logit) => 3 * logit), labels, classes: 2, positive: 0 };
}

test('probabilities become those the classes were drawn with', () => {
  const { temperature, probabilities, metrics } = calibrate(overconfident(20_000, 1), 'f1');
  closeTo(temperature, 3, 0.15);
  assert.ok(metrics.ece! < 0.02);
  assert.equal(probabilities.length, 40_000);
});

// For known probabilities the best threshold for accuracy is 1/2, for F1 half of the F1 it reaches (Lipton et al.,
// 2014), for Youden's J the share of positives.
test('the threshold is the one that theory gives for the objective', () => {
  const rows = overconfident(20_000, 1);
  const share = rows.labels.filter((label) => label === 0).length / rows.labels.length;
  closeTo(calibrate(rows, 'accuracy').threshold, 0.5, 0.01);
  const f1 = calibrate(rows, 'f1');
  closeTo(f1.threshold, f1.metrics.f1! / 2, 0.02);
  closeTo(calibrate(rows, 'youden').threshold, share, 0.02);
});

test('without a positive class, and with more than two, the threshold is 0.5', () => {
  assert.equal(calibrate({ ...overconfident(100, 1), positive: null }, 'f1').threshold, 0.5);
  const three = {
    logits: Float64Array.of(1, 0, 0, 0, 2, 0),
    labels: Int32Array.of(0, 1),
    classes: 3,
    positive: 1,
  };
  assert.equal(calibrate(three, 'f1').threshold, 0.5);
});

test.run();
