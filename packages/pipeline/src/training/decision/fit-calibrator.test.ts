import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { calibrateLogits } from '@rampart/core/tensor';
import { arraysClose, closeTo } from '@rampart/core/testing';
import { suite } from 'uvu';
import { fitCalibrator, type HeldOutLogits, stateOf } from './fit-calibrator.ts';
import { fitTemperature } from './fit-temperature.ts';
import { logitLoss } from '../learners/network/logit-loss.ts';

const test = suite('fitCalibrator');

/** Rows in four folds whose classes are drawn by a function of the logit. */
function drawn(rows: number, right: (logit: number) => number, seed = 1): HeldOutLogits {
  const random = createRandom(seed);
  const logits = Float64Array.from({ length: rows }, () => 2 * random.normal());
  return {
    logits,
    outputs: 1,
    targets: logits.map((logit) => Number(random.next() < 1 / (1 + Math.exp(-right(logit))))),
    fold: Int32Array.from(logits, (_, row) => row % 4),
    groups: Int32Array.from(logits.keys()),
  };
}

test('logits that are too large by a factor get a temperature, though a map would fit them better', () => {
  for (const seed of [1, 2, 3, 4]) {
    const rows = drawn(3000, (logit) => logit / 2, seed);
    const { method, calibrator, losses } = fitCalibrator(rows, 'auto');
    assert.equal(method, 'temperature');
    assert.equal(calibrator.isotonic, null);
    closeTo(calibrator.temperature, 2, 0.25);
    // On the rows it was fitted on the map is always the better one.
    const inSample = calibrateLogits(stateOf(fitCalibrator(rows, 'isotonic').calibrator, 1), rows.logits);
    assert.ok(
      logitLoss(inSample, 1, { targets: rows.targets, labelSmoothing: 0 }).loss < losses.temperature!,
    );
  }
});

test('logits that no factor can mend get a map', () => {
  const rows = drawn(4000, (logit) => (logit < 0 ? logit / 5 - 1 : 3 * logit - 1));
  const { method, calibrator, losses } = fitCalibrator(rows, 'auto');
  assert.equal(method, 'isotonic');
  assert.ok(calibrator.isotonic !== null);
  assert.ok(losses.isotonic! < losses.temperature! - 0.01);
});

test('the loss told is that of calibrators that have not seen the fold', () => {
  const rows = drawn(400, (logit) => 3 * logit);
  const { crossFitted, losses } = fitCalibrator(rows, 'temperature');
  const expected = rows.logits.map((logit, row) => {
    const others = (values: ArrayLike<number>) =>
      Float64Array.from(values).filter((_, other) => rows.fold[other] !== rows.fold[row]);
    return logit / fitTemperature(others(rows.logits), 1, others(rows.targets));
  });
  arraysClose(crossFitted, expected, 1e-9);
  closeTo(
    losses.temperature!,
    logitLoss(expected, 1, { targets: rows.targets, labelSmoothing: 0 }).loss,
    1e-9,
  );
});

test('weights are rows repeated', () => {
  const rows = drawn(300, (logit) => logit / 2);
  const weights = rows.logits.map((_, row) => row % 3);
  const repeated = [...weights].flatMap((weight, row) => new Array<number>(weight).fill(row));
  const pick = (values: ArrayLike<number>) => Float64Array.from(repeated, (row) => values[row]!);
  const many = {
    logits: pick(rows.logits),
    outputs: 1,
    targets: pick(rows.targets),
    fold: pick(rows.fold),
    groups: Float64Array.from(repeated),
  };
  const [one, other] = [
    fitCalibrator({ ...rows, weights }, 'temperature'),
    fitCalibrator(many, 'temperature'),
  ];
  closeTo(one.calibrator.temperature, other.calibrator.temperature, 1e-9);
  closeTo(one.losses.temperature!, other.losses.temperature!, 1e-9);
});

test('several logits get a temperature whatever is asked, none where none is', () => {
  const random = createRandom(1);
  const logits = Float64Array.from({ length: 900 }, () => random.normal());
  const targets = Int32Array.from({ length: 300 }, () => random.integer(3));
  const groups = Int32Array.from(targets.keys());
  const rows = { logits, outputs: 3, targets, fold: groups.map((row) => row % 3), groups };
  for (const setting of ['auto', 'isotonic', 'temperature'] as const) {
    assert.equal(fitCalibrator(rows, setting).method, 'temperature');
  }
  const none = fitCalibrator(rows, 'none');
  assert.deepEqual(none.calibrator, { temperature: 1, isotonic: null });
  assert.deepEqual(none.crossFitted, logits);
});

test('a single fold is calibrated by itself', () => {
  const rows = { ...drawn(200, (logit) => logit / 2), fold: new Int32Array(200) };
  const { crossFitted, calibrator } = fitCalibrator(rows, 'temperature');
  arraysClose(
    crossFitted,
    rows.logits.map((logit) => logit / calibrator.temperature),
    1e-9,
  );
});

test.run();
