import type { Random } from '@rampart/core';
import { incompleteSubsets } from '../../../features/encoded-groups.ts';
import { type EncodedRows, takeEncoded } from '../../../features/encoded-rows.ts';

/** How often each row stands there: often enough that most are seen complete and without some groups. */
const copies = 2;

/** Rows, and the row that each of them was. */
export interface CopiedRows {
  readonly rows: EncodedRows;
  readonly sources: Int32Array;
}

/**
 * Every row several times, of which a share lacks some of the feature groups: as often one of the useful subsets as
 * any one. The very same rows where the share is 0 or there are no groups.
 */
export function copyIncomplete(rows: EncodedRows, share: number, random: Random): CopiedRows {
  const count = rows.labels.length;
  const { featureGroups } = rows;
  const subsets = featureGroups && incompleteSubsets(featureGroups.columns.length, featureGroups.ungrouped);
  if (share === 0 || featureGroups === undefined || subsets!.length === 0) {
    return { rows, sources: Int32Array.from(rows.labels.keys()) };
  }
  const sources = Int32Array.from({ length: copies * count }, (_, row) => row % count);
  const copied = takeEncoded(rows, sources);
  for (let row = 0; row < sources.length; row++) {
    if (random.next() >= share) continue;
    const among = subsets![random.integer(subsets!.length)]!;
    const present = among[random.integer(among.length)]!;
    for (const [group, columns] of featureGroups.columns.entries()) {
      if (!present[group]) for (const column of columns) copied.columns[column]![row] = Number.NaN;
    }
  }
  return { rows: copied, sources };
}
