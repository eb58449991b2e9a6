import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { sampleGroups } from './sample-groups.ts';

const test = suite('sampleGroups');

test('whole groups, rising, no more rows than asked for and all where they fit', () => {
  const groupsOf = fc.array(fc.nat({ max: 15 }), { maxLength: 80 });
  fc.assert(
    fc.property(groupsOf, fc.nat({ max: 90 }), (groups, most) => {
      const rows = sampleGroups(Int32Array.from(groups), most);
      assert.deepEqual(
        [...rows],
        [...rows].sort((left, right) => left - right),
      );
      assert.ok(rows.length <= most);
      if (groups.length <= most) assert.equal(rows.length, groups.length);
      const drawn = new Set([...rows].map((row) => groups[row]!));
      assert.equal(rows.length, groups.filter((group) => drawn.has(group)).length);
      // Nothing that would still fit was left out.
      const left = groups.filter((group) => !drawn.has(group));
      for (const group of left) {
        assert.ok(rows.length + left.filter((other) => other === group).length > most);
      }
    }),
  );
});

test.run();
