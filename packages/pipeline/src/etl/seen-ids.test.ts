import { equal } from 'node:assert/strict';
import { sha256 } from '@rampart/core/internal';
import fc from 'fast-check';
import { suite } from 'uvu';
import { SeenIds } from './seen-ids.ts';

const test = suite('SeenIds');

test('an id is new once, as in a Set, however many there are', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3000), { minLength: 1000, maxLength: 6000 }), (numbers) => {
      const seen = new SeenIds();
      const expected = new Set<string>();
      for (const number of numbers) {
        const id = sha256(String(number));
        equal(seen.add(id), !expected.has(id));
        expected.add(id);
      }
    }),
    { numRuns: 10 },
  );
});

test('ids that share their first words are told apart', () => {
  const seen = new SeenIds();
  const ids = ['1', '2', '3'].map((last) => `${'0'.repeat(31)}${last}${'f'.repeat(32)}`);
  for (const id of ids) equal(seen.add(id), true);
  for (const id of ids) equal(seen.add(id), false);
});

test.run();
