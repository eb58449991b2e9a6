import type { Random } from '@rampart/core';

/** Rows by group and class number. */
export interface GroupedRows {
  /** Group of each row, any integers. */
  readonly groups: Int32Array;
  /** Class number of each row. */
  readonly labels: Int32Array;
  readonly classes: number;
  /** What rows weigh; those without weight count for no class. */
  readonly weights?: ArrayLike<number> | undefined;
}

/** The rows of one group, counted by class. */
export interface GroupCounts {
  readonly group: number;
  readonly rows: number;
  readonly byClass: Float64Array;
}

/** The groups in order of appearance with their rows counted by class. */
export function countGroups({ groups, labels, classes, weights }: GroupedRows): GroupCounts[] {
  const counted = new Map<number, { group: number; rows: number; byClass: Float64Array }>();
  for (const [row, group] of groups.entries()) {
    let counts = counted.get(group);
    if (counts === undefined) {
      counts = { group, rows: 0, byClass: new Float64Array(classes) };
      counted.set(group, counts);
    }
    counts.rows++;
    if (weights === undefined || weights[row]! > 0) counts.byClass[labels[row]!]!++;
  }
  return [...counted.values()];
}

/**
 * Deals whole groups out to parts so that each part comes close to its share of every class: large groups first,
 * each to the part where it raises the squared excess least, so that the small ones at the end even things out.
 * `shares` are positive and sum to 1. No part stays empty where shares are equal and there are groups enough.
 */
export function distributeGroups(
  counted: readonly GroupCounts[],
  shares: readonly number[],
  random: Random,
): ReadonlyMap<number, number> {
  const totals = new Float64Array(counted[0]?.byClass.length ?? 0);
  for (const { byClass } of counted) for (const [label, count] of byClass.entries()) totals[label]! += count;
  const parts = shares.map((share) => ({ share, rows: 0, byClass: new Float64Array(totals.length) }));
  const partOf = new Map<number, number>();
  for (const { group, rows, byClass } of largeFirst(counted, random)) {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (const [number, part] of parts.entries()) {
      let excess = 0;
      for (let label = 0; label < totals.length; label++) {
        const added = byClass[label]!;
        if (added > 0) excess += ((2 * part.byClass[label]! + added) * added) / totals[label]! ** 2;
      }
      excess /= part.share;
      const smaller = part.rows / part.share < parts[best]!.rows / parts[best]!.share;
      if (excess < least || (excess === least && smaller)) {
        best = number;
        least = excess;
      }
    }
    const part = parts[best]!;
    part.rows += rows;
    for (const [label, count] of byClass.entries()) part.byClass[label]! += count;
    partOf.set(group, best);
  }
  return partOf;
}

/** Groups by falling size, at random within a power of two: a strict order would deal out large groups the same way for every seed. */
function largeFirst(counted: readonly GroupCounts[], random: Random): GroupCounts[] {
  const order = random.shuffle(Int32Array.from(counted, (_, index) => index));
  return Array.from(order, (index) => counted[index]!).sort(
    (left, right) => Math.floor(Math.log2(right.rows)) - Math.floor(Math.log2(left.rows)),
  );
}
