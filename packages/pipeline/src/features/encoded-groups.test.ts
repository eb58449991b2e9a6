import { deepEqual, equal } from 'node:assert/strict';
import { defineSchema } from '@rampart/core';
import { suite } from 'uvu';
import { encodedGroups, groupSubsets, usefulSubsets } from './encoded-groups.ts';

const test = suite('encodedGroups');

const schema = defineSchema({
  name: 'sites',
  columns: [
    { name: 'links', kind: 'numeric' },
    { name: 'dots', kind: 'numeric' },
    { name: 'registrar', kind: 'categorical', values: ['x', 'y', 'z'] },
    { name: 'length', kind: 'numeric' },
    { name: 'label', kind: 'binary', role: 'target', values: ['good', 'bad'], positive: 'bad' },
  ],
  featureGroups: [
    { name: 'url', cost: 0, columns: ['dots', 'length'] },
    { name: 'whois', cost: 1, columns: ['registrar'] },
    { name: 'page', cost: 2, columns: ['links'] },
  ],
});
const groups = encodedGroups(schema)!;

test('the groups of a schema are columns of its encoding', () => {
  deepEqual(groups, { names: ['url', 'whois', 'page'], columns: [[1, 3], [2], [0]], ungrouped: false });
});

test('every subset once, all groups first; the useful ones in rising cost', () => {
  for (const ungrouped of [false, true]) {
    const subsets = groupSubsets(3, ungrouped);
    equal(subsets.length, ungrouped ? 8 : 7);
    equal(new Set(subsets.map(String)).size, subsets.length);
    deepEqual(subsets[0], [true, true, true]);
    const useful = usefulSubsets(3, ungrouped).map((present) => present.filter(Boolean).length);
    deepEqual(useful, ungrouped ? [0, 1, 2, 3] : [1, 2, 3]);
  }
  deepEqual(usefulSubsets(3, false)[1], [true, true, false]);
});

test.run();
