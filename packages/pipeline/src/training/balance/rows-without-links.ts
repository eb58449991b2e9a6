import type { Config } from '@rampart/core';
import { classTotals } from './class-balance.ts';
import { categoriesOf, comparableInputs, type Inputs } from './comparable-inputs.ts';
import { type Labelled, tomekLinks } from './tomek-links.ts';

/**
 * Numbers of the rows that are left once Tomek links are removed: of each link the row of the class that has more rows
 * `before` oversampling, or both; of equally large classes both. A class that would have no row left keeps all.
 */
export async function rowsWithoutLinks(
  inputs: Inputs,
  rows: Labelled,
  before: Int32Array,
  removal: Exclude<Config['training']['tomekLinks'], 'none'>,
  signal?: AbortSignal,
): Promise<Int32Array> {
  const { targets, classes } = rows;
  const order = Int32Array.from(targets.keys());
  const { features, width } = inputs;
  const comparable = comparableInputs(features, width, categoriesOf(inputs));
  const sizes = classTotals(before, classes);
  const size = (row: number) => sizes[targets[row]!]!;
  const removed = new Set<number>();
  for (const [a, b] of await tomekLinks(comparable, width, rows, signal)) {
    if (removal === 'both' || size(a) >= size(b)) removed.add(a);
    if (removal === 'both' || size(b) >= size(a)) removed.add(b);
  }
  const left = new Set(order.filter((row) => !removed.has(row)).map((row) => targets[row]!));
  return order.filter((row) => !removed.has(row) || !left.has(targets[row]!));
}
