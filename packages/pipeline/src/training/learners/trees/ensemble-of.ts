import type { TreeEnsemble, TreeShape } from '@rampart/core/internal';
import type { GrownTree } from './grown-tree.ts';
import type { SplitColumn } from './split-column.ts';

/** What an ensemble is put together from. */
export interface EnsembleParts {
  /** What it begins with: an ensemble that it goes on from, or one without trees. */
  readonly start: TreeEnsemble;
  readonly columns: readonly SplitColumn[];
  readonly trees: readonly GrownTree[];
}

/** An ensemble without trees. */
export function emptyEnsemble(
  shape: Pick<TreeShape, 'inputs' | 'outputs' | 'depth' | 'lookups'>,
  bias: Float32Array,
  lookups: readonly Float32Array[],
): TreeEnsemble {
  const splits = { column: [], border: [], equals: [], missing: [] };
  const gain = new Array<number>(shape.inputs).fill(0);
  return { shape: { ...shape, splits, trees: [], gain }, leaves: new Float32Array(), bias, lookups };
}

/** The trees after those of the start; each different split stands there once. */
export function ensembleOf({ start, columns, trees }: EnsembleParts): TreeEnsemble {
  const { shape } = start;
  const splits = {
    column: [...shape.splits.column],
    border: [...shape.splits.border],
    equals: [...shape.splits.equals],
    missing: [...shape.splits.missing],
  };
  const gain = [...shape.gain];
  const origin = [
    ...gain.keys(),
    ...shape.lookups.flatMap(({ column, values }) => new Array<number>(values).fill(column)),
  ];
  const key = (...parts: readonly (number | undefined)[]) => parts.join(' ');
  const places = new Map(
    splits.column.map((column, i) => [key(column, splits.border[i], splits.equals[i], splits.missing[i]), i]),
  );
  const numbers = [...shape.trees];
  for (const { levels, gains } of trees) {
    for (const [level, gained] of gains.entries()) {
      const [at, split, missing] = levels.subarray(3 * level, 3 * level + 3) as unknown as [
        number,
        number,
        0 | 1,
      ];
      const { column, equals, values } = columns[at]!;
      const border = values[split]!;
      const sign = key(column, border, Number(equals), missing);
      let place = places.get(sign);
      if (place === undefined) {
        place = splits.column.push(column) - 1;
        splits.border.push(border);
        splits.equals.push(equals ? 1 : 0);
        splits.missing.push(missing);
        places.set(sign, place);
      }
      numbers.push(place);
      gain[origin[column]!]! += gained;
    }
  }
  const leaves = new Float32Array(
    start.leaves.length + trees.reduce((sum, tree) => sum + tree.leaves.length, 0),
  );
  leaves.set(start.leaves);
  let filled = start.leaves.length;
  for (const tree of trees) {
    leaves.set(tree.leaves, filled);
    filled += tree.leaves.length;
  }
  return { ...start, shape: { ...shape, splits, trees: numbers, gain }, leaves };
}
