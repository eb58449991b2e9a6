import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { arraysClose } from '@rampart/core/testing';
import { suite } from 'uvu';
import { fitTemperature } from '../../decision/fit-temperature.ts';
import { logitLoss } from '../../learners/network/logit-loss.ts';
import { meanOf } from '../ensemble.ts';
import { fitWeights } from './fit-weights.ts';
import type { MemberLogits } from './loss-of-sum.ts';

const test = suite('fitWeights');

/** Members that see the truth, each through noise of its own, so that each knows something the others do not. */
function members(
  noises: readonly number[],
  { rows = 1000, outputs = 1, seed = 1 }: { rows?: number; outputs?: number; seed?: number } = {},
): MemberLogits {
  const random = createRandom(seed);
  const truth = Float64Array.from({ length: rows * outputs }, () => 1.5 * random.normal());
  const targets = Int32Array.from({ length: rows }, (_, row) => {
    const logits = outputs === 1 ? [0, truth[row]!] : [...truth.subarray(row * outputs, (row + 1) * outputs)];
    const masses = logits.map(Math.exp);
    let left = random.next() * masses.reduce((sum, mass) => sum + mass, 0);
    return Math.max(
      0,
      masses.findIndex((mass) => (left -= mass) <= 0),
    );
  });
  return {
    members: noises.map((noise) => truth.map((logit) => 2 * (logit + noise * random.normal()))),
    outputs,
    targets,
  };
}

/** Log-loss of the mean by these weights, after the temperature that suits it. */
function lossOf({ members: all, outputs, targets, weights }: MemberLogits, by: readonly number[]): number {
  const mean = meanOf(all, by);
  const temperature = fitTemperature(mean, outputs, targets, weights);
  const scaled = mean.map((logit) => logit / temperature);
  return logitLoss(scaled, outputs, { targets, labelSmoothing: 0, ...(weights && { weights }) }).loss;
}

test('no weights of a grid are better', () => {
  for (const outputs of [1, 3]) {
    for (const [seed, noises] of [
      [0.5, 1],
      [1, 1, 2],
      [0.2, 3, 1],
    ].entries()) {
      const rows = members(noises, { outputs, seed: seed + 1 });
      const weights = fitWeights(rows);
      assert.ok(Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-12);
      const best = lossOf(rows, weights);
      for (let a = 0; a <= 10; a++) {
        for (let b = 0; b <= (noises.length === 2 ? 0 : 10 - a); b++) {
          const grid = noises.length === 2 ? [a / 10, 1 - a / 10] : [a / 10, b / 10, 1 - (a + b) / 10];
          // Weights of thousandths, and none below two hundredths, may lie beside the lowest point.
          assert.ok(best <= lossOf(rows, grid) + 2e-5, `${weights.join()} and ${grid.join()}`);
        }
      }
    }
  }
});

test('two members get the weight that a search along the line between them finds', () => {
  const rows = members([0.6, 1.1]);
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const [left, right] = [low + (high - low) * 0.382, low + (high - low) * 0.618];
    if (lossOf(rows, [left, 1 - left]) < lossOf(rows, [right, 1 - right])) high = right;
    else low = left;
  }
  arraysClose(fitWeights(rows), [low, 1 - low], 1.1e-3);
});

test('a member that knows nothing hardly counts, and one that knows the wrong thing is left out', () => {
  const { members: all, ...rows } = members([0.3, 0.3]);
  const random = createRandom(7);
  const noise = all[0]!.map(() => 3 * random.normal());
  const wrong = all[0]!.map((logit) => 3 * random.normal() - logit);
  assert.ok(fitWeights({ ...rows, members: [...all, noise] })[2]! < 0.1);
  assert.equal(fitWeights({ ...rows, members: [wrong, ...all] })[0], 0);
  assert.deepEqual(fitWeights({ ...rows, members: [wrong, wrong] }), [0.5, 0.5]);
});

test('a weight too small to pay for a member is none, and the others share it', () => {
  for (const noise of [3, 4, 5, 6, 8, 10]) {
    const weights = fitWeights(members([0.1, noise]));
    assert.ok(weights[1] === 0 || weights[1]! >= 0.02, weights.join());
  }
  assert.deepEqual(fitWeights(members([0.1, 10])), [1, 0]);
});

test('the scale of all members together does not matter, and logits without a mistake have weights too', () => {
  const rows = members([0.5, 1]);
  const scaled = { ...rows, members: rows.members.map((logits) => logits.map((logit) => 7 * logit)) };
  arraysClose(fitWeights(scaled), fitWeights(rows), 1.1e-3);
  const sure = {
    ...rows,
    members: rows.members.map(() => Float64Array.from(rows.targets, (t) => 2 * t - 1)),
  };
  assert.deepEqual(
    fitWeights(sure).map((weight) => Number.isFinite(weight)),
    [true, true],
  );
});

test('weights of rows are rows repeated, and rows of weight 0 do not count', () => {
  const rows = members([0.5, 1], { rows: 400 });
  const weights = Int32Array.from(rows.targets, (_, row) => row % 3);
  const repeated = [...weights].flatMap((weight, row) => new Array<number>(weight).fill(row));
  const many = {
    ...rows,
    members: rows.members.map((logits) => Float64Array.from(repeated, (row) => logits[row]!)),
    targets: Int32Array.from(repeated, (row) => rows.targets[row]!),
  };
  arraysClose(fitWeights({ ...rows, weights }), fitWeights(many), 1.1e-3);
});

test.run();
