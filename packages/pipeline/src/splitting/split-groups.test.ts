import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { rejects } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { splitGroups } from './split-groups.ts';

const test = suite('splitGroups');

const table = fc
  .record({
    seed: fc.integer(),
    fraction: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
    groups: fc.array(fc.nat({ max: 30 }), { minLength: 2, maxLength: 300 }),
  })
  .filter(({ groups }) => new Set(groups).size > 1);

test('a group lies on one side, and both sides have one', () => {
  fc.assert(
    fc.property(table, ({ seed, fraction, groups }) => {
      const random = createRandom(seed);
      const labels = Int32Array.from(groups, () => random.integer(3));
      const held = splitGroups({ groups: Int32Array.from(groups), labels, classes: 3, fraction, random });
      const sides = new Map<number, number>();
      for (const [row, group] of groups.entries()) {
        assert.equal(sides.get(group) ?? held[row], held[row]);
        sides.set(group, held[row]!);
      }
      assert.deepEqual(new Set(held), new Set([0, 1]));
    }),
  );
});

test('single rows are split to within one row of each class', () => {
  fc.assert(
    fc.property(fc.integer(), fc.double({ min: 0.05, max: 0.95, noNaN: true }), (seed, fraction) => {
      const random = createRandom(seed);
      const labels = Int32Array.from({ length: 300 }, () => (random.next() < 0.2 ? 1 : 0));
      const groups = Int32Array.from(labels, (_, row) => row);
      const held = splitGroups({ groups, labels, classes: 2, fraction, random });
      for (const label of [0, 1]) {
        const all = labels.filter((of) => of === label).length;
        const taken = labels.filter((of, row) => of === label && held[row] === 1).length;
        assert.ok(Math.abs(taken - fraction * all) <= 1, `${taken} of ${all}`);
      }
    }),
  );
});

test('large groups are not always kept on the same side', () => {
  const groups = Int32Array.from({ length: 100 }, (_, row) => Math.floor(row / 10));
  const labels = new Int32Array(100);
  const first = Array.from({ length: 40 }, (_, seed) =>
    splitGroups({ groups, labels, classes: 1, fraction: 0.3, random: createRandom(seed) }),
  );
  for (const held of first) assert.equal(held.filter((side) => side === 1).length, 30);
  assert.ok(first.some((held) => held[0] === 1) && first.some((held) => held[0] === 0));
});

test('a single group cannot be split', async () => {
  const one = { groups: new Int32Array(4), labels: new Int32Array(4), classes: 2 };
  await rejects(() => splitGroups({ ...one, fraction: 0.2, random: createRandom(1) }), /at least 2 groups/);
});

test.run();
