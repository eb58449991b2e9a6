import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { createRandom, parseConfig } from '@rampart/core';
import fc from 'fast-check';
import { suite } from 'uvu';
import { drawTrial, drawTrials } from './draw-trials.ts';

const test = suite('drawTrials');

const configOf = (space: object = {}) =>
  parseConfig({ training: { search: { space: { network: space } } } }, 'the test');

test('the default space gives networks within its ranges', () => {
  const config = configOf();
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat(), (number, seed) => {
      const { candidate, transformation, drawn } = drawTrial(number, config, createRandom(seed));
      assert.ok(drawn);
      assert.equal(candidate.name, `trial #${number}`);
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

test('a candidate depends on the seed and its number alone', () => {
  const config = configOf();
  const take = (count: number, seed: number) => {
    const random = createRandom(seed);
    random.next();
    const trials = [];
    for (const trial of drawTrials(config, random)) {
      if (trials.push(trial) === count) break;
    }
    return trials;
  };
  assert.deepEqual(take(3, 5), take(20, 5).slice(0, 3));
  assert.deepEqual(drawTrial(7, config, createRandom(5)), take(7, 5)[6]);
  assert.notDeepEqual(take(3, 5), take(3, 6));
});

test('what one setting is drawn from leaves the others as they were', () => {
  const [wide, narrow] = [
    configOf(),
    configOf({ dropout: 0.1, batchEnsemble: [4], numeric: ['standardize'] }),
  ].map((config) => drawTrial(3, config, createRandom(1)));
  const { dropout, batchEnsemble, ...others } = narrow!.candidate;
  assert.deepEqual([dropout, batchEnsemble, narrow!.transformation.numeric], [0.1, 4, 'standardize']);
  for (const [setting, value] of Object.entries(others)) {
    assert.deepEqual(wide!.candidate[setting as keyof typeof others], value, setting);
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
  const widths = [...drawTrials(config, createRandom(4))].map(({ candidate }) => candidate.hidden[0]);
  assert.deepEqual(
    widths.toSorted((a, b) => a! - b!),
    [8, 16, 32],
  );
});

test.run();
