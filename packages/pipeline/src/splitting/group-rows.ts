import type { Cell, ColumnData, TypedTable } from '@rampart/core';
import { columnOf } from '@rampart/core/internal';

/** One id a row, dense from 0 in order of appearance; equal exactly where all listed cells are equal (missing equals missing). */
export function featureVectors(table: TypedTable, features: readonly string[]): Int32Array {
  // The first row that is equal so far stands for a vector. A row that no other equals stays alone whatever the
  // further columns hold: most tables are told apart by a few columns.
  const first = new Int32Array(table.rows);
  let open = Int32Array.from({ length: table.rows }, (_, row) => row);
  for (const feature of features) {
    if (open.length === 0) break;
    open = divideRows(open, first, columnOf(table, feature));
  }
  let count = 0;
  const ids = new Int32Array(table.rows);
  for (let row = 0; row < table.rows; row++) ids[row] = first[row] === row ? count++ : ids[first[row]!]!;
  return ids;
}

/** Divides rows that are equal so far by one more column; returns those that still equal another one. */
function divideRows(
  open: Int32Array<ArrayBuffer>,
  first: Int32Array,
  column: ColumnData,
): Int32Array<ArrayBuffer> {
  const cells = column instanceof Float64Array ? column : textNumbers(column, open);
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * open.length + 1))).fill(-1);
  const next = new Int32Array(open.length);
  const shared = new Uint8Array(first.length);
  const bits = new Float64Array(1);
  const halves = new Int32Array(bits.buffer);
  for (let at = 0; at < open.length; at++) {
    const row = open[at]!;
    const before = first[row]!;
    const cell = cells[row]!;
    // Adding 0 makes one of -0 and 0; whatever bits a NaN has, it is missing.
    bits[0] = Number.isNaN(cell) ? Number.NaN : cell + 0;
    let hash = Math.imul(halves[0]! ^ Math.imul(halves[1]!, 0x85ebca6b), 0xc2b2ae35);
    hash = Math.imul(hash ^ (hash >>> 15) ^ before, 0x9e3779b1);
    let slot = (hash ^ (hash >>> 16)) & (slots.length - 1);
    let other = slots[slot]!;
    while (other >= 0 && !(first[other] === before && sameCell(cells[other]!, cell))) {
      slot = (slot + 1) & (slots.length - 1);
      other = slots[slot]!;
    }
    if (other < 0) slots[slot] = other = row;
    else shared[other] = 1;
    next[at] = other;
  }
  // Only now: what rows were equal before was still compared.
  for (let at = 0; at < open.length; at++) first[open[at]!] = next[at]!;
  return open.filter((_, at) => shared[next[at]!] === 1);
}

function sameCell(left: number, right: number): boolean {
  return left === right || (Number.isNaN(left) && Number.isNaN(right));
}

/** A number for each of the rows' texts, equal for equal texts. */
function textNumbers(column: readonly Cell[], rows: Int32Array): Int32Array {
  const numbers = new Int32Array(column.length);
  const known = new Map<Cell, number>();
  for (const row of rows) numbers[row] = denseId(known, column[row]!);
  return numbers;
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
