import { type DatasetSchema, featureGroupsOf, featuresOf, hasUngrouped, RampartError } from '@rampart/core';
import { type Preprocessing, transformRows, transforms } from '@rampart/core/tensor';

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

/** What a network sees where feature groups are absent; in the order of the groups. */
export interface Absences {
  /** The network inputs that belong to each group, and their values where it is absent. */
  readonly groups: readonly { readonly inputs: Int32Array; readonly values: Float32Array }[];
  /** Whether a row may lack all groups. */
  readonly ungrouped: boolean;
}

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
 * What preprocessing makes of absent groups. Throws RampartError('config') where values are filled in from the nearest
 * rows: what is made of one group would then depend on whether another is there.
 */
export function absencesOf(preprocessing: Preprocessing, { columns, ungrouped }: EncodedGroups): Absences {
  const { inputs: features, filled } = preprocessing;
  if (filled !== undefined) {
    throw new RampartError('config', {
      where: '`transformation`',
      expected: 'another `impute` than `knn` with a schema that has feature groups',
      received: '`knn`',
      fix: 'Use `median`, `mean` or a constant; what is missing has an indicator of its own.',
    });
  }
  const nothing = transformRows(preprocessing, new Float32Array(features).fill(Number.NaN), 1);
  const origin = columnOfInputs(preprocessing);
  return {
    groups: columns.map((members) => {
      const inputs = Int32Array.from(origin.keys()).filter((input) => members.includes(origin[input]!));
      return { inputs, values: Float32Array.from(inputs, (input) => nothing[input]!) };
    }),
    ungrouped,
  };
}

/** The encoded column that each network input comes from. */
function columnOfInputs({ blocks }: Preprocessing): number[] {
  return blocks.flatMap(({ columns, steps }) => {
    const { transform, states } = steps.at(-1)!;
    const { width } = transforms.get(transform)!;
    return columns.flatMap((column, at) => new Array<number>(width(states[at])).fill(column));
  });
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

/** Overwrites the inputs of the groups that a row, which begins at `start`, is not to have. */
export function hideGroups(
  features: Float32Array,
  start: number,
  { groups }: Absences,
  present: readonly boolean[],
): void {
  for (let group = 0; group < groups.length; group++) {
    if (present[group]!) continue;
    const { inputs, values } = groups[group]!;
    for (let i = 0; i < inputs.length; i++) features[start + inputs[i]!] = values[i]!;
  }
}

/** Rows [rows × width] as they would be with these groups alone; a copy. */
export function withGroups(
  features: Float32Array,
  rows: number,
  absences: Absences,
  present: readonly boolean[],
): Float32Array {
  const hidden = features.slice();
  const width = features.length / rows;
  for (let row = 0; row < rows; row++) hideGroups(hidden, row * width, absences, present);
  return hidden;
}

function count(flags: readonly boolean[]): number {
  return flags.filter(Boolean).length;
}
