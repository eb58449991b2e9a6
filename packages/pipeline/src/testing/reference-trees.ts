import { leafStep } from '@rampart/core/internal';
import { makeMonotone } from '../training/learners/trees/monotone-leaves.ts';
import type { SplitColumn } from '../training/learners/trees/split-column.ts';

/** Rows as the reference takes them. */
export interface ReferenceRows {
  /** For each of `columns` the cells that it splits, NaN where missing. */
  readonly cells: readonly ArrayLike<number>[];
  readonly columns: readonly SplitColumn[];
  /** 1 for the positive class of two, else the class number. */
  readonly targets: ArrayLike<number>;
  readonly weights: readonly number[];
  /** What each output begins with. */
  readonly bias: readonly number[];
}

/** A split of one level. */
export interface ReferenceSplit {
  readonly column: number;
  readonly border: number;
  readonly equals: number;
  readonly missing: number;
}

/** A tree with its leaves, [leaves][outputs]. */
export interface ReferenceTree {
  readonly splits: readonly ReferenceSplit[];
  readonly leaves: readonly (readonly number[])[];
}

interface Sums {
  readonly g: number;
  readonly h: number;
}

/**
 * Boosting of oblivious trees, written once more in plain loops over rows, without bins, histograms or subtraction: the
 * oracle of the kernel. Only the order of additions is the kernel's, so that equal scores stay equal.
 */
export function referenceTrees(
  { cells, columns, targets, weights, bias }: ReferenceRows,
  settings: {
    readonly trees: number;
    readonly depth: number;
    readonly learningRate: number;
    readonly l2: number;
  },
): { readonly trees: ReferenceTree[]; readonly logits: number[][] } {
  const rows = Array.from(weights.keys());
  const outputs = Array.from(bias.keys());
  const logits = rows.map(() => [...bias]);
  // Gradients are rounded so that sums of them are exact.
  const steps = 2 ** (52 - Math.ceil(Math.log2(weights.reduce((sum, weight) => sum + weight, 0))));
  const rounded = (value: number) => Math.round(value * steps) / steps;
  const { depth, learningRate, l2 } = settings;

  function sideOf(row: number, place: number, border: number, missing: number): number {
    const { equals } = columns[place]!;
    const value = Math.fround(cells[place]![row]!);
    if (Number.isNaN(value)) return missing;
    return Number(equals ? value === border : value > border);
  }

  function derivatives(row: number): Sums[] {
    const weight = weights[row]!;
    const exponentials = logits[row]!.map(Math.exp);
    const sum = exponentials.reduce((total, value) => total + value, 0);
    return outputs.map((k) => {
      const p = outputs.length === 1 ? 1 / (1 + Math.exp(-logits[row]![0]!)) : exponentials[k]! / sum;
      const y = outputs.length === 1 ? targets[row]! : Number(targets[row] === k);
      return { g: rounded(weight * (y - p)), h: rounded(weight * Math.max(p * (1 - p), 1e-6)) };
    });
  }

  const trees = Array.from({ length: settings.trees }, (): ReferenceTree => {
    const each = rows.map(derivatives);
    const leaf = rows.map(() => 0);
    const splits: (ReferenceSplit & { readonly place: number })[] = [];
    const sumOf = (some: readonly number[], k: number): Sums => ({
      g: some.reduce((sum, row) => sum + each[row]![k]!.g, 0),
      h: some.reduce((sum, row) => sum + each[row]![k]!.h, 0),
    });
    const scoreOf = ({ g, h }: Sums) => g * (g / (h + l2));

    for (let level = 0; level < depth; level++) {
      const half = 2 ** Math.max(level - 1, 0);
      // Of two leaves that were one, first the one and then the other.
      const order = level === 0 ? [0] : Array.from({ length: half }, (_, i) => [i, i + half]).flat();
      const inLeaves = order.map((number) => rows.filter((row) => leaf[row] === number));
      const without = (some: readonly number[]) =>
        outputs.reduce((sum, k) => sum + scoreOf(sumOf(some, k)), 0);
      const before = inLeaves.reduce((sum, some) => sum + without(some), 0);
      let best = level === 0 ? Number.NEGATIVE_INFINITY : before;
      let chosen = splits[0];
      for (const [place, { column, equals, values, missing, monotone }] of columns.entries()) {
        for (const border of values) {
          for (const side of missing ? [0, 1] : [0]) {
            let score = 0;
            for (const some of inLeaves) {
              const parts = [0, 1].map((wanted) =>
                some.filter((row) => sideOf(row, place, border, side) === wanted),
              );
              const [low, high] = parts.map((part) => sumOf(part, 0));
              const rise = high!.g / (high!.h + l2) - low!.g / (low!.h + l2);
              score +=
                monotone * rise < 0
                  ? without(some)
                  : outputs.reduce(
                      (sum, k) => sum + (scoreOf(sumOf(parts[0]!, k)) + scoreOf(sumOf(parts[1]!, k))),
                      0,
                    );
            }
            if (score > best) {
              best = score;
              chosen = { place, column, border, equals: Number(equals), missing: side };
            }
          }
        }
      }
      let split = chosen!;
      if (!columns[split.place]!.missing) {
        const above = rows.filter((row) => sideOf(row, split.place, split.border, 0) === 1);
        const below = rows.filter((row) => sideOf(row, split.place, split.border, 0) === 0);
        const weightOf = (some: readonly number[]) => outputs.reduce((sum, k) => sum + sumOf(some, k).h, 0);
        split = { ...split, missing: Number(weightOf(above) > weightOf(below)) };
      }
      splits.push(split);
      for (const row of rows)
        leaf[row]! += sideOf(row, split.place, split.border, split.missing) * 2 ** level;
    }

    const numbers = Array.from({ length: 2 ** depth }, (_, number) => number);
    const sums = numbers.map((number) => {
      const some = rows.filter((row) => leaf[row] === number);
      return outputs.map((k) => sumOf(some, k));
    });
    const leaves = sums.map((own) => own.map(({ g, h }) => Math.min(Math.max(g / (h + l2), -10), 10)));
    const monotone = splits.flatMap(({ place }, level) => {
      const direction = columns[place]!.monotone;
      return direction === 0 ? [] : [{ level, direction }];
    });
    if (monotone.length > 0) {
      const values = Float64Array.from(leaves, ([value]) => value!);
      const shares = Float64Array.from(sums, ([own]) => (own!.h > 0 ? own!.h + l2 : 0));
      makeMonotone(values, shares, monotone);
      for (const number of numbers) leaves[number]![0] = values[number]!;
    }
    for (const values of leaves) {
      for (const k of outputs) values[k] = Math.round((learningRate * values[k]!) / leafStep) * leafStep;
    }
    for (const row of rows) for (const k of outputs) logits[row]![k]! += leaves[leaf[row]!]![k]!;
    return {
      splits: splits.map(({ column, border, equals, missing }) => ({ column, border, equals, missing })),
      leaves,
    };
  });
  return { trees, logits };
}
