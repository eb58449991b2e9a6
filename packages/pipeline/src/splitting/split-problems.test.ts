import assert from 'node:assert/strict';
import { describeProblem, parseConfig } from '@rampart/core';
import { suite } from 'uvu';
import { exampleSchema } from '../testing/example-table.ts';
import { splitProblems } from './split-problems.ts';

const test = suite('splitProblems');
const problems = (split: unknown) =>
  splitProblems(exampleSchema, parseConfig({ split }, 'test').split).map(describeProblem);

test('settings that fit the schema have no problem', () => {
  assert.deepEqual(problems({}), []);
  assert.deepEqual(problems({ by: 'key', column: 'protocol' }), []);
  const shifted = [
    { name: 'big', column: 'bytes', above: '1e3' },
    { name: 'up', column: 'flag', values: [1, 0] },
    { name: 'udp', column: 'protocol', values: ['udp'] },
  ];
  assert.deepEqual(problems({ by: 'time', column: 'bytes', shifted }), []);
});

test('all that does not fit is told at once', () => {
  const found = problems({
    by: 'time',
    column: 'protocol',
    shifted: [
      { name: 'a', column: 'byte', above: 1 },
      { name: 'b', column: 'bytes', above: 'much' },
      { name: 'c', column: 'protocol', below: 'udp' },
    ],
  });
  assert.deepEqual(found, [
    'split.column: expected a column of times or numbers, received one of kind categorical.',
    'split.shifted.0 (a): expected a column of the schema `flows` (bytes, flag, protocol, attack), received "byte".\n  Did you mean `bytes`?',
    'split.shifted.1 (b): expected a number, received "much".',
    'split.shifted.2 (c): expected a column of times or numbers, received one of kind categorical.',
  ]);
});

test.run();
