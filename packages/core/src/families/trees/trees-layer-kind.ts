import type { z } from 'zod';
import { counted } from '../../counted.ts';
import {
  type LayerKind,
  type Misfit,
  most,
  otherInputs,
  tooMany,
} from '../../encoding/topology/layer-kind.ts';
import { lookupName, madeColumns, treeConfig, treeCount, type TreeShape } from './tree-ensemble.ts';

/** Ensembles of oblivious trees, encoded rows [rows × inputs] → logits [rows × outputs]. */
export const treesLayerKind: LayerKind<z.output<typeof treeConfig>> = {
  className: 'RampartTrees',
  settings: treeConfig.strict(),
  width({ ensemble }, inputs) {
    return (
      otherInputs(
        inputs,
        [ensemble.inputs],
        `one layer of ${counted(ensemble.inputs, 'column')} to work on`,
      ) ??
      tooLarge(ensemble) ??
      uneven(ensemble) ??
      astray(ensemble) ??
      ensemble.outputs
    );
  },
  weights: ({ ensemble }) => [
    { name: 'leaves', shape: [treeCount(ensemble) * 2 ** ensemble.depth, ensemble.outputs] },
    { name: 'bias', shape: [ensemble.outputs] },
    ...ensemble.lookups.map(({ entries, values }, at) => ({
      name: lookupName(at),
      shape: [entries, values],
    })),
  ],
  edges: ({ ensemble: { splits, trees } }) =>
    [...new Set(trees)].map((split) => ({ column: splits.column[split]!, value: splits.border[split]! })),
};

function tooLarge(shape: TreeShape): Misfit | undefined {
  const { inputs, outputs, depth, lookups, splits, trees } = shape;
  const entries = lookups.reduce((largest, lookup) => Math.max(largest, lookup.entries), 0);
  const looked = lookups.reduce((sum, lookup) => sum + lookup.entries * lookup.values, 0);
  return (
    tooMany(trees.length, most.columns, 'levels, counted over all trees') ??
    tooMany(splits.column.length, most.columns, 'splits') ??
    tooMany(inputs + madeColumns(shape), most.columns, 'columns, those of lookups among them') ??
    tooMany(entries, most.columns, 'entries in a lookup') ??
    tooMany(looked, most.table, 'numbers in lookups') ??
    tooMany((trees.length / depth) * 2 ** depth * outputs, most.table, 'numbers in leaves')
  );
}

/** The misfit of lists whose lengths contradict each other. */
function uneven({ inputs, depth, splits, trees, gain }: TreeShape): Misfit | undefined {
  const lengths = Object.values(splits).map((list) => list.length);
  if (new Set(lengths).size > 1) {
    return { expected: 'lists of splits of one length', received: `the lengths ${lengths.join(', ')}` };
  }
  if (trees.length === 0 || trees.length % depth !== 0) {
    const expected = `one tree or more, each of ${counted(depth, 'level')}`;
    return { expected, received: counted(trees.length, 'level') };
  }
  if (gain.length !== inputs) {
    return { expected: `a gain for each of ${counted(inputs, 'column')}`, received: String(gain.length) };
  }
  return undefined;
}

/** The misfit of a column or a split that is not there. */
function astray(shape: TreeShape): Misfit | undefined {
  const { inputs, lookups, splits, trees } = shape;
  const columns = inputs + madeColumns(shape);
  return (
    beyond(
      lookups.map(({ column }) => column),
      inputs,
      'lookups of columns',
    ) ??
    beyond(splits.column, columns, 'splits of columns') ??
    beyond(trees, splits.column.length, 'trees of splits')
  );
}

function beyond(list: readonly number[], count: number, what: string): Misfit | undefined {
  const stray = list.find((place) => place >= count);
  return stray === undefined ? undefined : { expected: `${what} below ${count}`, received: String(stray) };
}
