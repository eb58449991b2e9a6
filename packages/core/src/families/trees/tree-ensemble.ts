import { z } from 'zod';

const count = z.int().positive();
const flag = z.literal([0, 1]);

/** Levels of a tree at most. */
export const mostDepth = 12;

/** Numbers nearer to 0 count as 0, in rows too: tfjs-node cannot tell them from it. */
export const leastNormal = 2 ** -126;

/**
 * An ensemble of oblivious trees (Prokhorenkova et al., 2018) from encoded rows to logits, as model files say it: all
 * nodes of a level share one split, so that a row's leaf is a number of `depth` bits, of which bit d is the side of
 * the split at level d. Leaves and what lookups hold are weights.
 */
export const treeShape = z.strictObject({
  /** Columns of an encoded row. */
  inputs: count,
  /** 1 for two classes (the logit of the positive one), else the number of classes. */
  outputs: count,
  depth: count.max(mostDepth),
  /**
   * Columns that are made of a category before any split: `values` numbers for each of its `entries` codes. They are
   * numbered on from the encoded columns. A code beyond the last is the last; what is made of a missing one is missing.
   */
  lookups: z
    .array(z.strictObject({ column: count.or(z.literal(0)), entries: count, values: count }))
    .readonly(),
  /** The different splits, a list a part. */
  splits: z.strictObject({
    column: z.array(z.int().nonnegative()).readonly(),
    /** A float32 number; rows are float32 too. */
    border: z
      .array(
        z.number().refine((border) => Math.fround(border) === border && !isTiny(border), {
          message: 'a float32 number, either 0 or not nearer to it than 2^-126',
        }),
      )
      .readonly(),
    /** 0: the side of a value is whether it is above the border; 1: whether it is the border. */
    equals: z.array(flag).readonly(),
    /** The side of a missing value. */
    missing: z.array(flag).readonly(),
  }),
  /** The splits of every tree, from bit 0 up: [trees × depth]. */
  trees: z.array(z.int().nonnegative()).readonly(),
  /** What the splits of each encoded column took off the training loss, in nats over all rows; for people. */
  gain: z.array(z.number().nonnegative()).readonly(),
});
export type TreeShape = z.output<typeof treeShape>;

function isTiny(value: number): boolean {
  return value !== 0 && Math.abs(value) < leastNormal;
}

/** What the layer of an ensemble says in a model file. */
export const treeConfig = z.object({ ensemble: treeShape });

/** The number of trees. */
export function treeCount({ trees, depth }: TreeShape): number {
  return trees.length / depth;
}

/** How many columns are made by lookups. */
export function madeColumns({ lookups }: TreeShape): number {
  return lookups.reduce((sum, { values }) => sum + values, 0);
}

/** What a model file calls the table of a lookup, by the lookup's place. */
export function lookupName(at: number): string {
  return `lookup-${at + 1}`;
}

/** An ensemble with what it learned. */
export interface TreeEnsemble {
  readonly shape: TreeShape;
  /** Row-major [trees · 2^depth × outputs]: multiples of `leafStep`, so that float32 sums of them are exact. */
  readonly leaves: Float32Array;
  /** What every row begins with, multiples of `leafStep` too: [outputs]. */
  readonly bias: Float32Array;
  /** For each lookup, row-major [entries × values]. */
  readonly lookups: readonly Float32Array[];
}

/**
 * Leaves are multiples of it: sums below 256 of such numbers have at most 24 bits, so that no backend rounds them,
 * whatever the order in which it adds.
 */
export const leafStep = 2 ** -16;
