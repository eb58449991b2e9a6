import type { Random } from '@rampart/core';

/** Labelled rows to draw from. */
export interface SampledFrom {
  /** Group of each row. */
  readonly groups: Int32Array;
  /** Class number of each row. */
  readonly labels: Int32Array;
  readonly classes: number;
  /** What rows weigh; all 1 where left out. */
  readonly weights?: Float32Array | undefined;
}

/** Some rows that stand for all. */
export interface RowSample {
  /** Positions of the rows, rising. */
  readonly rows: Int32Array;
  /** What they weigh, so that each class counts as much as it does among all rows; all 1 where left out. */
  readonly weights?: Float32Array;
}

/**
 * Rows that a class keeps, where it has them, and no more than a tenth of an even share: of a rare one a sample by
 * share alone would leave next to nothing.
 */
const leastOfClass = 500;
/** Share of the rows wanted from which on a group is large. */
const largeGroup = 0.05;
/** Weights closer to 1 than this are chance. */
const hardlyWeighted = 0.02;

/**
 * Draws about `most` rows in whole groups, at random, of every class its share, or `leastOfClass` where that is
 * more. A large group that would exceed `most` is passed over, unless nothing of one of its classes has been drawn.
 * null where there are no more rows than that.
 */
export function sampleRows(
  { groups, labels, classes, weights }: SampledFrom,
  most: number,
  random: Random,
): RowSample | null {
  if (labels.length <= most) return null;
  const totals = countClasses(labels, classes);
  const wanted = totals.map((total) =>
    Math.min(total, Math.max((most * total) / labels.length, Math.min(leastOfClass, most / (10 * classes)))),
  );
  const drawn = drawGroups({ groups, labels, classes }, wanted, most, random);
  const rows = Int32Array.from(labels.keys()).filter((row) => drawn[groups[row]!] === 1);
  const kept = countClasses(
    rows.map((row) => labels[row]!),
    classes,
  );
  // A class's rows stand for those of it that were not drawn.
  const counted = kept.map((count, of) =>
    count === 0 ? 1 : (totals[of]! / count) * (rows.length / labels.length),
  );
  if (weights === undefined && counted.every((weight) => Math.abs(weight - 1) < hardlyWeighted))
    return { rows };
  return { rows, weights: Float32Array.from(rows, (row) => (weights?.[row] ?? 1) * counted[labels[row]!]!) };
}

/** What is known of the drawn rows. */
export function takeSampled(
  { groups, labels }: Pick<SampledFrom, 'groups' | 'labels'>,
  { rows, weights }: RowSample,
): Pick<SampledFrom, 'groups' | 'labels' | 'weights'> {
  return { groups: rows.map((row) => groups[row]!), labels: rows.map((row) => labels[row]!), weights };
}

/** Marks the groups that are drawn with 1, by their number. */
function drawGroups(
  { groups, labels, classes }: SampledFrom,
  wanted: Float64Array,
  most: number,
  random: Random,
): Uint8Array {
  // Rows by group, as positions in one array: a million groups of one row each are no million arrays.
  const starts = new Int32Array(groups.reduce((highest, group) => Math.max(highest, group), -1) + 2);
  for (const group of groups) starts[group + 1]!++;
  for (let group = 1; group < starts.length; group++) starts[group]! += starts[group - 1]!;
  const members = new Int32Array(groups.length);
  const next = starts.slice();
  for (const [row, group] of groups.entries()) members[next[group]!++] = row;

  const count = starts.length - 1;
  const drawn = new Uint8Array(count);
  const taken = new Float64Array(classes);
  let rows = 0;
  for (const group of random.shuffle(Int32Array.from({ length: count }, (_, at) => at))) {
    const own = members.subarray(starts[group]!, starts[group + 1]!);
    const lacking = own.some((row) => taken[labels[row]!]! < wanted[labels[row]!]!);
    const needed = own.some((row) => taken[labels[row]!] === 0);
    if (!lacking || (own.length > most * largeGroup && rows + own.length > most && !needed)) continue;
    drawn[group] = 1;
    rows += own.length;
    for (const row of own) taken[labels[row]!]!++;
  }
  return drawn;
}

function countClasses(labels: Int32Array, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label]!++;
  return counts;
}
