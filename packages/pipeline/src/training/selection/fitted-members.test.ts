import assert from 'node:assert/strict';
import { suite } from 'uvu';
import { FittedMembers } from './fitted-members.ts';

const test = suite('FittedMembers');

test('the last ones stay where there is no room for all, each counted once', () => {
  const members = new FittedMembers(10);
  members.keep('a', 1, 4);
  members.keep('a', 2, 4);
  members.keep('b', 3, 4);
  assert.deepEqual([members.get('a'), members.get('b')], [2, 3]);
  members.keep('c', 4, 4);
  assert.deepEqual([members.get('a'), members.get('b'), members.get('c')], [undefined, 3, 4]);
  members.keep('large', 5, 11);
  assert.deepEqual([members.get('c'), members.get('large')], [undefined, undefined]);
});

test.run();
