import assert from 'node:assert/strict';
import { parseConfig, RampartError } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';
import { rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import { learners } from '../learners/learners.ts';
import { keepMonotone } from './keep-monotone.ts';
import { drawTrial } from './search/draw-trials.ts';
import { fixedTrials, type TrialOptions } from './trial.ts';

const test = suite('keepMonotone');

function optionsOf(training: object, monotone?: TrialOptions['monotone']): TrialOptions {
  return {
    config: parseConfig({ training }, 'the test'),
    learners,
    encoding: ['x', 'y'].map((name) => ({ name, type: 'number', origin: 0 })),
    labels: new Int32Array(100),
    classes: 2,
    monotone,
  };
}

const trees = { name: 'alone', family: 'trees' };
const network = { name: 'net', hidden: [4] };
const mixed = { name: 'mixed', members: [{ hidden: [2] }, { family: 'trees', depth: 2 }] };

test('candidates with a member that does not keep what is declared are left out, where anything is', () => {
  const candidates = [network, trees, mixed];
  const of = (monotone?: TrialOptions['monotone']) => {
    const options = optionsOf({ candidates }, monotone);
    const { kept, leftOut } = keepMonotone(fixedTrials(options), options);
    return [kept.map(({ name }) => name), leftOut];
  };
  assert.deepEqual(of([0, 1]), [['alone'], ['net', 'mixed']]);
  for (const none of [undefined, [0, 0] as const])
    assert.deepEqual(of(none), [['net', 'alone', 'mixed'], []]);
});

test('where none is left it is told what to do', async () => {
  const options = optionsOf({ candidates: [network, mixed] }, [-1, 0]);
  const error = await rejects(() => keepMonotone(fixedTrials(options), options), /family: trees/);
  assert.ok(error instanceof RampartError && error.code === 'config');
  assert.match(error.message, /`training\.candidates`: [^]*received net, mixed/);
});

test('whatever the effort, some default candidate is left', () => {
  for (const effort of ['quick', 'standard', 'thorough']) {
    const options = optionsOf({ effort }, [1, 0]);
    assert.ok(keepMonotone(fixedTrials(options), options).kept.length > 0, effort);
  }
});

test('a search draws only what keeps it', () => {
  const families = (monotone?: TrialOptions['monotone']) => {
    const options = optionsOf({}, monotone);
    const drawn = Array.from({ length: 30 }, (_, at) => drawTrial(at + 1, options, createRandom(2)));
    return [...new Set(drawn.map(({ members }) => members[0]!.family))].toSorted();
  };
  assert.deepEqual(families(), ['network', 'trees']);
  assert.deepEqual(families([0, -1]), ['trees']);
});

test.run();
