import type { Cell, TypedTable } from '@rampart/core';
import { columnOf } from '@rampart/core/internal';

/** One id a row, dense from 0 in order of appearance; equal exactly where all listed cells are equal (missing equals missing). */
export function featureVectors(table: TypedTable, features: readonly string[]): Int32Array {
  let ids = new Int32Array(table.rows);
  let count = 1;
  for (const feature of features) {
    const column = columnOf(table, feature);
    const codes = new Map<Cell, number>();
    const pairs = new Map<number, number>();
    const refined = new Int32Array(table.rows);
    for (let row = 0; row < table.rows; row++) {
      // A pair of dense ids is one exact integer: both stay below 2 ** 26 for every table that fits in memory.
      const pair = denseId(codes, column[row]!) * count + ids[row]!;
      refined[row] = denseId(pairs, pair);
    }
    ids = refined;
    count = Math.max(1, pairs.size);
  }
  return ids;
}

/** The finest grouping in which rows that share a group in `a` or in `b` share one; ids dense from 0. */
export function mergeGroups(a: Int32Array, b: Int32Array): Int32Array {
  const parents = Int32Array.from(a, (_, row) => row);
  const root = (row: number): number => {
    let top = row;
    while (parents[top] !== top) {
      // Halving the path keeps later searches short.
      parents[top] = parents[parents[top]!]!;
      top = parents[top]!;
    }
    return top;
  };
  for (const groups of [a, b]) {
    const first = new Map<number, number>();
    for (const [row, group] of groups.entries()) {
      const other = first.get(group);
      if (other === undefined) first.set(group, row);
      else parents[root(row)] = root(other);
    }
  }
  const ids = new Map<number, number>();
  return Int32Array.from(parents, (_, row) => denseId(ids, root(row)));
}

/** The number of a key in order of appearance. */
function denseId<Key>(ids: Map<Key, number>, key: Key): number {
  const known = ids.get(key);
  if (known !== undefined) return known;
  ids.set(key, ids.size);
  return ids.size - 1;
}
