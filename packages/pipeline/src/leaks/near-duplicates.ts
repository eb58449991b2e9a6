import type { Cell, TypedTable } from '@rampart/core';
import { columnOf, createRandom } from '@rampart/core/internal';
import { z } from 'zod';
import { featureVectors } from '../splitting/group-rows.ts';

/** Feature vectors that differ from another one in a single feature. */
export const nearDuplicates = z.object({
  /** Different feature vectors that were looked at. */
  vectors: z.number(),
  /** Those with a neighbour one feature away. */
  near: z.number(),
  /** Rows of these. */
  rows: z.number(),
});
export type NearDuplicates = z.infer<typeof nearDuplicates>;

/** With fewer vectors a count says little about how values repeat. */
const leastVectors = 100;
const hardlyRepeats = 0.9;

/**
 * Counts the vectors one feature away from another in time linear in the cells: a vector's hash is a sum over its
 * features, so that the hash with one feature masked is a subtraction, and neighbours are equal under a mask. The
 * hash has 53 bits: a false pair in a table of 50,000 vectors is rarer than one in a million.
 */
export function countNearDuplicates(table: TypedTable, features: readonly string[]): NearDuplicates {
  const ids = featureVectors(table, features);
  const first: number[] = [];
  const size: number[] = [];
  for (const [row, id] of ids.entries()) {
    if (id === first.length) {
      first.push(row);
      size.push(0);
    }
    size[id]!++;
  }
  const vectors = first.length;
  const random = createRandom(1);
  const [high, low] = [new Uint32Array(vectors), new Uint32Array(vectors)];
  const terms = features.map((feature) => {
    const data = columnOf(table, feature);
    const drawn = new Map<Cell, readonly [number, number]>();
    return first.map((row, id) => {
      const cell = data[row]!;
      let term = drawn.get(cell);
      if (term === undefined) drawn.set(cell, (term = [2 ** 32 * random.next(), 2 ** 32 * random.next()]));
      high[id]! += term[0];
      low[id]! += term[1];
      return term;
    });
  });
  const near = new Uint8Array(vectors);
  for (const of of terms) {
    const seen = new Map<number, number>();
    for (let id = 0; id < vectors; id++) {
      const [masked, lower] = [(high[id]! - of[id]![0]) >>> 11, (low[id]! - of[id]![1]) >>> 0];
      const key = masked * 2 ** 32 + lower;
      const other = seen.get(key);
      if (other === undefined) seen.set(key, id);
      else near[id] = near[other] = 1;
    }
  }
  return {
    vectors,
    near: near.reduce((sum, is) => sum + is, 0),
    rows: size.reduce((sum, count, id) => sum + near[id]! * count, 0),
  };
}

/** The features whose values hardly repeat. With two of them no row is one feature away from another but by chance. */
export function hardlyRepeated(table: TypedTable, features: readonly string[]): string[] {
  if (table.rows < leastVectors) return [];
  return features.filter(
    (feature) => new Set<Cell>(columnOf(table, feature)).size > hardlyRepeats * table.rows,
  );
}
