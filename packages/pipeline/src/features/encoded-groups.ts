import type { DatasetSchema } from '@rampart/core';
import { featureGroupsOf, featuresOf, hasUngrouped } from '@rampart/core/internal';

/** The feature groups of encoded rows, in rising cost. */
export interface EncodedGroups {
  readonly names: readonly string[];
  /** Columns, among the encoded ones, of each group. */
  readonly columns: readonly (readonly number[])[];
  /** Whether some column is in no group, so that a row may lack all groups. */
  readonly ungrouped: boolean;
}

/** The groups of a schema that has none: every row is complete. */
export const noGroups: EncodedGroups = { names: [], columns: [], ungrouped: true };

/** The feature groups of a schema as `encodeTable` lays its features out; undefined where there are none. */
export function encodedGroups(schema: DatasetSchema): EncodedGroups | undefined {
  const groups = featureGroupsOf(schema);
  if (groups.length === 0) return undefined;
  const names = featuresOf(schema).map(({ name }) => name);
  return {
    names: groups.map(({ name }) => name),
    columns: groups.map(({ features }) => features.map((name) => names.indexOf(name))),
    ungrouped: hasUngrouped(schema),
  };
}

/**
 * Every subset of groups that a row may have, as a flag a group: first all of them, then by falling number, so that
 * the last is the smallest. A row without any group is one where it may have columns beside them.
 */
export function groupSubsets(groups: number, ungrouped: boolean): boolean[][] {
  const subsets = Array.from({ length: 2 ** groups }, (_, bits) =>
    Array.from({ length: groups }, (_flag, group) => ((bits >> group) & 1) === 1),
  ).filter((present) => ungrouped || present.some(Boolean));
  return subsets.toSorted((a, b) => count(b) - count(a));
}

/** The subsets that one comes by on the way to all groups: the cheapest group, the two cheapest, and so on to all. */
export function usefulSubsets(groups: number, ungrouped: boolean): boolean[][] {
  const least = ungrouped ? 0 : 1;
  return Array.from({ length: groups - least + 1 }, (_, i) =>
    Array.from({ length: groups }, (_flag, group) => group < i + least),
  );
}

/**
 * What is left of rows of which some groups are hidden, to draw from: one of these lists, then one of its subsets, so
 * that it is as often one of the useful subsets as any one. None where no group can be hidden.
 */
export function incompleteSubsets(groups: number, ungrouped: boolean): boolean[][][] {
  return [usefulSubsets, groupSubsets]
    .map((subsets) => subsets(groups, ungrouped).filter((present) => !present.every(Boolean)))
    .filter((subsets) => subsets.length > 0);
}

function count(flags: readonly boolean[]): number {
  return flags.filter(Boolean).length;
}
