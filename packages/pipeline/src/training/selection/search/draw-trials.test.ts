import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { type Config, parseConfig } from '@rampart/core';
import { createRandom, type NetworkSettings, type TreeSettings } from '@rampart/core/internal';
import fc from 'fast-check';
import { suite } from 'uvu';
import { networkLearner } from '../../learners/network/network-learner.ts';
import { treesLearner } from '../../learners/trees/trees-learner.ts';
import type { Trial, TrialOptions } from '../trial.ts';
import { drawTrial, drawTrials } from './draw-trials.ts';

const test = suite('drawTrials');

const configOf = (space: object = {}) =>
  parseConfig({ training: { search: { space: { network: space } } } }, 'the test');

/** What trials are drawn with under a configuration. */
const options = (config: Config): TrialOptions => ({
  config,
  learners: [networkLearner],
  encoding: [],
  labels: new Int32Array(),
  classes: 2,
});

/** The settings of a trial's only member. */
function settingsOf({ members }: Trial): NetworkSettings {
  assert.equal(members.length, 1);
  return members[0]!.settings as NetworkSettings;
}

test('the default space gives networks within its ranges', () => {
  const config = configOf();
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat(), (number, seed) => {
      const trial = drawTrial(number, options(config), createRandom(seed));
      const { transformation, ...candidate } = settingsOf(trial);
      assert.ok(trial.drawn);
      assert.equal(trial.name, `trial #${number}`);
      assert.equal(trial.members[0]!.name, trial.name);
      const space = config.training.search.space['network']!;
      assert.ok(candidate.hidden.every((units) => (space['width'] as number[]).includes(units)));
      assert.ok((space['depth'] as number[]).includes(candidate.hidden.length));
      assert.ok(candidate.dropout >= 0 && candidate.dropout < 1);
      assert.ok(candidate.learningRate > 0 && candidate.learningRate <= 1);
      assert.ok(Number.isInteger(candidate.batchSize) && Number.isInteger(candidate.epochs));
      assert.equal(candidate.minimumSteps, config.training.minimumSteps);
      const { numeric } = transformation;
      assert.ok(numeric === 'quantile' || isDeepStrictEqual(numeric, ['quantile', 'piecewise-linear']));
      assert.deepEqual({ ...transformation, numeric: 'quantile' }, config.transformation);
    }),
    { numRuns: 200 },
  );
});

test('the default space gives trees within its ranges', () => {
  const config = configOf();
  const space = config.training.search.space['trees'] as Record<
    string,
    { min: number; max: number } & number[]
  >;
  for (let number = 1; number <= 100; number++) {
    const drawing = { ...options(config), learners: [treesLearner] };
    const settings = drawTrial(number, drawing, createRandom(2)).members[0]!.settings as TreeSettings;
    assert.ok(space['trees']!.includes(settings.trees) && space['depth']!.includes(settings.depth));
    for (const name of ['learningRate', 'l2', 'subsample'] as const) {
      assert.ok(settings[name] >= space[name]!.min && settings[name] <= space[name]!.max, name);
    }
    assert.equal(settings.patience, config.training.patience);
  }
});

test('a candidate depends on the seed and its number alone', () => {
  const config = configOf();
  const take = (count: number, seed: number) => {
    const random = createRandom(seed);
    random.next();
    const trials = [];
    for (const trial of drawTrials(options(config), random)) {
      if (trials.push(trial) === count) break;
    }
    return trials;
  };
  assert.deepEqual(take(3, 5), take(20, 5).slice(0, 3));
  assert.deepEqual(drawTrial(7, options(config), createRandom(5)), take(7, 5)[6]);
  assert.notDeepEqual(take(3, 5), take(3, 6));
});

test('what one setting is drawn from leaves the others as they were', () => {
  const [wide, narrow] = [
    configOf(),
    configOf({ dropout: 0.1, batchEnsemble: [4], numeric: ['standardize'] }),
  ].map((config) => settingsOf(drawTrial(3, options(config), createRandom(1))));
  const { dropout, batchEnsemble, transformation, ...others } = narrow!;
  assert.deepEqual([dropout, batchEnsemble, transformation.numeric], [0.1, 4, 'standardize']);
  for (const [setting, value] of Object.entries(others)) {
    assert.deepEqual(wide![setting as keyof typeof others], value, setting);
  }
});

test('no two are alike, and a small space ends', () => {
  const one = {
    depth: 1,
    dropout: 0,
    learningRate: 0.01,
    weightDecay: 0.1,
    labelSmoothing: 0,
    batchSize: 64,
  };
  const rest = {
    inputDropout: 0,
    epochs: 9,
    batchEnsemble: 1,
    activation: ['relu'],
    normalization: ['none'],
    residual: [false],
    numeric: ['quantile'],
  };
  const config = configOf({ ...one, ...rest, width: [8, 16, 32] });
  const widths = [...drawTrials(options(config), createRandom(4))].map(
    (trial) => settingsOf(trial).hidden[0],
  );
  assert.deepEqual(
    widths.toSorted((a, b) => a! - b!),
    [8, 16, 32],
  );
});

test.run();
