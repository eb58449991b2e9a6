import assert from 'node:assert/strict';
import { parseConfig } from '@rampart/core';
import { configSchemaOf, families } from '@rampart/core/internal';
import { stumpFamily } from '@rampart/core/testing';
import { suite } from 'uvu';
import { learners } from '../../testing/stump/learners-with-stump.ts';
import { learnerOf } from '../learners/learner.ts';
import { fixedTrials, type TrialOptions } from './trial.ts';

const test = suite('fixedTrials');

const schema = configSchemaOf([...families, stumpFamily]);

function optionsOf(members: readonly object[], training: object = {}): TrialOptions {
  return {
    config: parseConfig(
      { training: { candidates: [{ name: 'all', members }], ...training } },
      'the test',
      schema,
    ),
    learners,
    encoding: ['x', 'y'].map((name) => ({ name, type: 'number', origin: 0 })),
    labels: new Int32Array(500),
    classes: 2,
    featureGroups: { names: ['cheap', 'dear'], columns: [[0], [1]], ungrouped: false },
  };
}

const small = { name: 'small', hidden: [4], epochs: 30 };
const large = { name: 'large', hidden: [256, 256], epochs: 300 };
const few = { name: 'few', family: 'trees', trees: 2, depth: 2 };
const many = { name: 'many', family: 'trees', trees: 5000, depth: 8 };
const stump = { name: 'stump', family: 'stump' };

function incompleteOf(...given: Parameters<typeof optionsOf>) {
  const options = optionsOf(...given);
  return fixedTrials(options)[0]!.incomplete.map(({ name }) => name);
}

test('rows that lack feature groups are answered by the kind of member that takes the least training', () => {
  assert.deepEqual(incompleteOf([large, few]), ['few']);
  assert.deepEqual(incompleteOf([few, large]), ['few']);
  assert.deepEqual(incompleteOf([many, small]), ['small']);
  assert.deepEqual(incompleteOf([large]), ['large']);
  // Cheaper than any other one, but its members answer all rows as they are.
  assert.deepEqual(incompleteOf([stump, large]), ['large']);
  assert.deepEqual(incompleteOf([stump]), []);
  assert.deepEqual(incompleteOf([large, few], { groupDropout: 0 }), []);
});

test('the member for incomplete rows is trained for them', () => {
  const options = optionsOf([large, few]);
  const [{ members, incomplete }] = fixedTrials(options) as [ReturnType<typeof fixedTrials>[0]];
  const { family } = learnerOf(learners, 'trees');
  assert.deepEqual(incomplete[0]!.settings, family.incomplete(members[1]!.settings, options.config));
  assert.notEqual(incomplete[0]!.key, members[1]!.key);
});

test.run();
