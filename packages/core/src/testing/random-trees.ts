import { leafStep, type TreeEnsemble } from '../families/trees/tree-ensemble.ts';
import type { Random } from '../random.ts';

/** How large a random ensemble is. */
export interface RandomTreesOptions {
  readonly trees?: number;
  readonly depth?: number;
  /** Columns of numbers. */
  readonly numbers?: number;
  /** Columns of categories, after the numbers; the last two of two or more have a lookup each beside their codes. */
  readonly categories?: number;
  readonly outputs?: number;
  /** The different splits that trees choose among. */
  readonly splits?: number;
}

/** An ensemble of made-up trees, and encoded rows that are hard for it. */
export interface RandomTrees {
  readonly ensemble: TreeEnsemble;
  /**
   * Row-major [count × inputs]: values on borders and next to them, huge and tiny ones, missing ones, and codes that no
   * training row had.
   */
  rows(count: number): Float32Array;
}

const codes = 6;

/** Splits of all kinds, missing values on both sides, and two lookups of different widths where there are categories. */
export function randomTrees(
  random: Random,
  { trees = 20, depth = 4, numbers = 4, categories = 3, outputs = 1, splits = 40 }: RandomTreesOptions = {},
): RandomTrees {
  const inputs = numbers + categories;
  const shapes =
    categories < 2 ? [] : [2, 1].map((values, i) => ({ column: inputs - 1 - i, entries: codes, values }));
  const lookups = shapes.map(({ entries, values }) =>
    Float32Array.from({ length: entries * values }, () => random.next()),
  );
  const looked = lookups.flatMap((lookup, i) =>
    Array.from({ length: shapes[i]!.values }, (_, k) =>
      lookup.filter((__, at) => at % shapes[i]!.values === k),
    ),
  );
  const drawn = Array.from({ length: splits }, () => {
    const column = random.integer(inputs + looked.length);
    const equals = column >= numbers && column < inputs && random.next() < 0.7;
    return { column, equals, border: borderOf(column, equals), missing: random.integer(2) };
  });
  /** Of numbers any, 0 among them; of a lookup one of its own; of a category a code, or what lies between two. */
  function borderOf(column: number, equals: boolean): number {
    if (column < numbers)
      return random.next() < 0.2 ? 0 : Math.fround(random.normal() * 10 ** random.integer(5));
    if (column >= inputs) return pick(random, looked[column - inputs]!);
    return random.integer(codes) + (equals ? 0 : 0.5);
  }
  const steps = (length: number) =>
    Float32Array.from({ length }, () => Math.round(random.normal() / leafStep) * leafStep);
  const ensemble: TreeEnsemble = {
    shape: {
      inputs,
      outputs,
      depth,
      lookups: shapes,
      splits: {
        column: drawn.map(({ column }) => column),
        border: drawn.map(({ border }) => border),
        equals: drawn.map(({ equals }) => (equals ? 1 : 0)),
        missing: drawn.map(({ missing }) => (missing === 1 ? 1 : 0)),
      },
      trees: Array.from({ length: trees * depth }, () => random.integer(splits)),
      gain: Array.from({ length: inputs }, () => random.next()),
    },
    leaves: steps(trees * 2 ** depth * outputs),
    bias: steps(outputs),
    lookups,
  };
  const borders = Array.from({ length: inputs }, (_, column) =>
    drawn.flatMap((split) => (split.column === column ? [split.border] : [])),
  );
  const cell = (column: number): number => {
    if (random.next() < 0.1) return Number.NaN;
    if (column >= numbers)
      return random.next() < 0.1 ? pick(random, [codes, 77, 1e6]) : random.integer(codes);
    const kind = random.integer(8);
    if (kind === 0) return pick(random, [1e30, -1e30, 1e-30, 1e-40, -1e-40, 0, -0]);
    const border = borders[column]!.length > 0 ? pick(random, borders[column]!) : 0;
    if (kind < 4) return border * [1, 1 + 2 ** -23, 1 - 2 ** -23][kind - 1]!;
    return random.normal() * 10 ** random.integer(5);
  };
  return {
    ensemble,
    rows: (count) => Float32Array.from({ length: count * inputs }, (_, at) => cell(at % inputs)),
  };
}

function pick<T>(random: Random, choices: ArrayLike<T>): T {
  return choices[random.integer(choices.length)]!;
}
