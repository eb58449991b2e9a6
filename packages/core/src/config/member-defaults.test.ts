import assert from 'node:assert/strict';
import { suite } from 'uvu';
import { RampartError } from '../errors.ts';
import { parseConfig } from './load-config.ts';

const test = suite('memberDefaults');

const parsed = (training: object) => parseConfig({ training }, 'the test').training;

test('plain cross-entropy on the rows there are, unless told otherwise', () => {
  const { focal, oversampling, tomekLinks } = parsed({});
  assert.equal(focal, 0);
  assert.equal(tomekLinks, 'none');
  assert.deepEqual(oversampling, { method: 'none', ratio: 1, neighbours: 5 });
  assert.deepEqual(parsed({ oversampling: { method: 'smote', ratio: 0.5 } }).oversampling, {
    method: 'smote',
    ratio: 0.5,
    neighbours: 5,
  });
});

test('every value out of range is named', () => {
  const wrong = { focal: 6, oversampling: { method: 'more', ratio: 0, neighbours: 0.5 }, tomekLinks: 'all' };
  assert.throws(
    () => parsed(wrong),
    (error) =>
      error instanceof RampartError &&
      ['focal', 'oversampling.method', 'oversampling.ratio', 'oversampling.neighbours', 'tomekLinks'].every(
        (name) => error.problems.some(({ where }) => where.includes(`training.${name}`)),
      ),
  );
});

test.run();
