import type { Random } from '@rampart/core';
import { incompleteSubsets } from '../../../features/encoded-groups.ts';
import { type EncodedRows, takeEncoded } from '../../../features/encoded-rows.ts';

/** Copies of a row at most; of many rows fewer, as time and memory grow with them and there is the more to learn from. */
export function mostCopies(rows: number): number {
  return Math.min(Math.max(Math.floor(500_000 / rows), 3), 5);
}

/** Rows, and the row that each of them was. */
export interface CopiedRows {
  readonly rows: EncodedRows;
  readonly sources: Int32Array;
}

/**
 * Every row as it is, once with each of the useful subsets of the feature groups, or some of these where there are
 * many, and once with any subset. `share` is the weight of its incomplete copies beside the complete one. The very same
 * rows where that is 0 or there are no groups.
 */
export function copyIncomplete(rows: EncodedRows, share: number, random: Random): CopiedRows {
  const count = rows.labels.length;
  const { featureGroups } = rows;
  const [useful, any] = featureGroups
    ? incompleteSubsets(featureGroups.columns.length, featureGroups.ungrouped)
    : [];
  if (share === 0 || featureGroups === undefined || useful === undefined || any === undefined) {
    return { rows, sources: Int32Array.from(rows.labels.keys()) };
  }
  const incomplete = Math.min(useful.length + 1, mostCopies(count) - 1);
  const copies = incomplete + 1;
  const sources = Int32Array.from({ length: copies * count }, (_, row) => row % count);
  const copied = takeEncoded(rows, sources);
  const weights = Float32Array.from(copied.weights ?? new Float32Array(sources.length).fill(1));
  const places = Int32Array.from(useful.keys());
  for (let source = 0; source < count; source++) {
    if (useful.length >= incomplete) random.shuffle(places);
    for (let copy = 0; copy < copies; copy++) {
      const row = copy * count + source;
      weights[row]! *= copies * (copy === 0 ? 1 - share : share / incomplete);
      if (copy === 0) continue;
      const present = copy < incomplete ? useful[places[copy - 1]!]! : any[random.integer(any.length)]!;
      for (const [group, columns] of featureGroups.columns.entries()) {
        if (!present[group]) for (const column of columns) copied.columns[column]![row] = Number.NaN;
      }
    }
  }
  return { rows: { ...copied, weights }, sources };
}
