import { RampartError } from '@rampart/core';
import { type Preprocessing, transformRows, transforms } from '@rampart/core/tensor';
import type { EncodedGroups } from '../../../features/encoded-groups.ts';

/** What a network sees where feature groups are absent; in the order of the groups. */
export interface MaskedGroups {
  /** The network inputs that belong to each group, and their values where it is absent. */
  readonly groups: readonly { readonly inputs: Int32Array; readonly values: Float32Array }[];
  /** Whether a row may lack all groups. */
  readonly ungrouped: boolean;
}

/**
 * What preprocessing makes of absent groups. Throws RampartError('config') where values are filled in from the nearest
 * rows: what is made of one group would then depend on whether another is there.
 */
export function maskedGroupsOf(
  preprocessing: Preprocessing,
  { columns, ungrouped }: EncodedGroups,
): MaskedGroups {
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

/** Overwrites the inputs of the groups that a row, which begins at `start`, is not to have. */
export function maskGroups(
  features: Float32Array,
  start: number,
  { groups }: MaskedGroups,
  present: readonly boolean[],
): void {
  for (let group = 0; group < groups.length; group++) {
    if (present[group]!) continue;
    const { inputs, values } = groups[group]!;
    for (let i = 0; i < inputs.length; i++) features[start + inputs[i]!] = values[i]!;
  }
}
