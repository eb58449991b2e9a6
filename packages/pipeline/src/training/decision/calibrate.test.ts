import assert from 'node:assert/strict';
import { loadConfig, RampartError } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';
import { calibrateLogits } from '@rampart/core/tensor';
import { closeTo, rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import { calibrate } from './calibrate.ts';
import { calibrationFactsOf } from './calibration-facts.ts';
import { requireDecidable } from './decide-threshold.ts';
import { sigmoid } from '../learners/network/logit-loss.ts';

const test = suite('calibrate');

/** Logits three times too large, with the classes that the right ones would give; class 0 is positive. */
function overconfident(rows: number, seed: number) {
  const random = createRandom(seed);
  const right = Float64Array.from({ length: rows }, () => 2 * random.normal() - 1);
  const labels = Int32Array.from(right, (logit) => (random.next() < sigmoid(logit) ? 0 : 1));
  const fold = Int32Array.from(labels, (_, row) => row % 4);
  const groups = Int32Array.from(labels.keys());
  return { logits: right.map((logit) => 3 * logit), labels, classes: 2, positive: 0, fold, groups };
}

const settings = (...sets: string[]) =>
  loadConfig({ sets: sets.map((setting) => `training.${setting}`) }).training;

/** The share of calls that are right, of positives that are called, and of rows that are called. */
function figuresAt(
  { labels, positive }: { labels: Int32Array; positive: number },
  probabilities: Float64Array,
  threshold: number,
) {
  const called = Array.from(labels.keys()).filter((row) => probabilities[2 * row + positive]! >= threshold);
  const hits = called.filter((row) => labels[row] === positive).length;
  const positives = labels.filter((label) => label === positive).length;
  return {
    precision: hits / called.length,
    recall: hits / positives,
    falseRate: (called.length - hits) / (labels.length - positives),
  };
}

test('probabilities become those the classes were drawn with', () => {
  const { temperature, method, effect, probabilities, metrics } = calibrate(
    overconfident(20_000, 1),
    settings(),
  );
  closeTo(temperature, 3, 0.15);
  assert.equal(method, 'temperature');
  assert.ok(metrics.ece! < 0.02);
  assert.equal(probabilities.length, 40_000);
  assert.ok(effect.before.ece! > 0.05 && effect.after.ece! < 0.02);
  assert.ok(effect.after.logLoss! < effect.before.logLoss! - 0.1);
  assert.equal(effect.after.logLoss, metrics.logLoss);
});

// For known probabilities the best threshold for accuracy is 1/2, for F1 half of the F1 it reaches (Lipton et al.,
// 2014), for Youden's J the share of positives, for costs what a false alarm costs of both (Elkan, 2001).
test('the threshold is the one that theory gives for the objective', () => {
  const rows = overconfident(20_000, 1);
  const share = rows.labels.filter((label) => label === 0).length / rows.labels.length;
  const thresholdFor = (setting: string) => calibrate(rows, settings(`threshold=${setting}`)).threshold;
  closeTo(thresholdFor('accuracy'), 0.5, 0.01);
  const f1 = calibrate(rows, settings('threshold=f1'));
  closeTo(f1.threshold, f1.metrics.f1! / 2, 0.02);
  closeTo(thresholdFor('youden'), share, 0.02);
  closeTo(thresholdFor('{ cost: { falseAlarm: 1, miss: 9 } }'), 0.1, 0.01);
});

test('a bound is kept by rows of another draw', () => {
  const rows = overconfident(20_000, 1);
  const others = overconfident(20_000, 2);
  const at = (setting: string) => {
    const { state, threshold, bound } = calibrate(rows, settings(`threshold=${setting}`));
    assert.equal(bound, 'shown');
    const logits = calibrateLogits(state, others.logits);
    const probabilities = Float64Array.from(
      [...logits].flatMap((logit) => [sigmoid(logit), sigmoid(-logit)]),
    );
    return figuresAt(others, probabilities, threshold);
  };
  const precise = at('{ precision: 0.9 }');
  assert.ok(precise.precision > 0.895 && precise.precision < 0.93, String(precise.precision));
  const found = at('{ recall: 0.9 }');
  assert.ok(found.recall > 0.895 && found.recall < 0.92, String(found.recall));
  const { recall, falseRate } = at('{ alerts: { perDay: 30, eventsPerDay: 1000, prevalence: 0.02 } }');
  const alerts = 0.02 * recall + 0.98 * falseRate;
  assert.ok(alerts > 0.025 && alerts < 0.031, String(alerts));
});

test('a bound beyond the rows is missed, and told', () => {
  const { bound } = calibrate(overconfident(300, 1), settings('threshold.precision=0.999'));
  assert.ok(bound === 'seen' || bound === 'missed');
});

test('stated prevalence: probabilities and figures are right in that world', () => {
  const rows = overconfident(20_000, 3);
  const plain = calibrate(rows, settings());
  const rare = calibrate(rows, settings('prevalence=0.02'));
  assert.ok(rare.metrics.ece! < 0.01, String(rare.metrics.ece));
  assert.ok(rare.metrics.precision! < plain.metrics.precision!);
  closeTo(rare.metrics.rocAuc!, plain.metrics.rocAuc!, 1e-9);
  // The effect of calibration is told for the rows as they are.
  closeTo(rare.effect.after.ece!, plain.effect.after.ece!, 1e-12);
  // Cost decides by the odds of that world, at the same threshold.
  const cost = calibrate(rows, settings('prevalence=0.02', 'threshold.cost.miss=9'));
  closeTo(cost.threshold, 0.1, 0.01);
  const own = rows.labels.filter((label) => label === 0).length / rows.labels.length;
  const same = calibrate(rows, settings(`prevalence=${own}`));
  closeTo(same.threshold, plain.threshold, 1e-6);
  closeTo(same.metrics.logLoss!, plain.metrics.logLoss!, 1e-9);
});

test('rows that are only some of the training rows are shifted as all of them', () => {
  const rows = overconfident(4000, 4);
  const { state } = calibrate({ ...rows, share: 0.5 }, settings('prevalence=0.5'));
  closeTo(state.calibrators[0]!.shift[0]!, 0, 1e-12);
});

test('a band holds about the share of the rows, or is the one that is given', () => {
  const rows = overconfident(10_000, 5);
  const { review, probabilities, threshold } = calibrate(rows, settings('review.share=0.1'));
  const [low, high] = review!;
  const inside = rows.labels.filter(
    (_, row) => probabilities[2 * row]! >= low && probabilities[2 * row]! <= high,
  );
  closeTo(inside.length / rows.labels.length, 0.1, 0.01);
  assert.ok(low < threshold && threshold < high);
  assert.deepEqual(calibrate(rows, settings('review={ low: 0.2, high: 0.9 }')).review, [0.2, 0.9]);
  assert.equal(calibrate(rows, settings()).review, null);
});

test('without a positive class, and with more than two, the threshold is 0.5', () => {
  assert.equal(calibrate({ ...overconfident(100, 1), positive: null }, settings()).threshold, 0.5);
  const three = {
    logits: Float64Array.of(1, 0, 0, 0, 2, 0),
    labels: Int32Array.of(0, 1),
    classes: 3,
    positive: 1,
    fold: Int32Array.of(0, 1),
    groups: Int32Array.of(0, 1),
  };
  const { threshold, state } = calibrate(three, settings());
  assert.equal(threshold, 0.5);
  assert.deepEqual(state.calibrators[0]!.shift, [0, 0, 0]);
});

test('what only a positive class of two has is refused without one', async () => {
  const asked = settings('threshold.precision=0.9', 'prevalence=0.1');
  const error = await rejects(
    () => requireDecidable(asked, { classes: 2, positive: null }),
    /`training.threshold`: expected nothing, unless[^]*`training.prevalence`/,
  );
  assert.ok(error instanceof RampartError && error.code === 'config');
  requireDecidable(asked, { classes: 2, positive: 1 });
  requireDecidable(settings('threshold=youden', 'review.share=0.1'), { classes: 3, positive: null });
});

test('the facts say what the threshold is for', () => {
  const rows = overconfident(2000, 1);
  const facts = (setting: string, about: { classes: number; positive: number | null } = rows) =>
    calibrationFactsOf(calibrate(rows, settings(setting)), settings(setting), about);
  assert.equal(facts('threshold=f1').objective, 'the highest F1');
  const alerts = facts('threshold.alerts={ perDay: 5, eventsPerDay: 100, prevalence: 0.1 }');
  assert.equal(alerts.objective, 'the highest recall with at most 5 alerts a day among 100 records');
  assert.equal(facts('threshold=f1', { classes: 3, positive: null }).objective, null);
});

test.run();
