import { type Random, RampartError } from '@rampart/core';
import { countGroups, distributeGroups, type GroupedRows } from './distribute-groups.ts';

/**
 * 1 for each row that is held out, 0 for the others: whole groups only, and about `fraction` (0 < fraction < 1) of
 * the rows of every class. Both sides get at least one group. Throws RampartError('data') for fewer than two groups.
 */
export function splitGroups({
  fraction,
  random,
  ...grouped
}: GroupedRows & { readonly fraction: number; readonly random: Random }): Uint8Array {
  const counted = countGroups(grouped);
  if (counted.length < 2) {
    throw new RampartError('data', {
      where: 'the table',
      expected: 'at least 2 groups of rows with different features, to hold some of them out',
      received: String(counted.length),
    });
  }
  const sideOf = new Map(distributeGroups(counted, [1 - fraction, fraction], random));
  const sides = new Set(sideOf.values());
  if (sides.size < 2) {
    // Every group is larger than the smaller side: the smallest one comes closest.
    const smallest = counted.reduce((least, counts) => (counts.rows < least.rows ? counts : least));
    sideOf.set(smallest.group, sides.has(0) ? 1 : 0);
  }
  return Uint8Array.from(grouped.groups, (group) => sideOf.get(group)!);
}
