import type { ColumnProfile } from './column-profile.ts';
import type { InferredColumn } from './inferred-column.ts';

/** Most values a closed domain may have. */
const mostValues = 12;
/** A domain is only closed on this evidence: a fresh file must not be rejected for a value that was merely rare. */
const leastRows = 200;
const leastCount = 5;

/**
 * The column with its whole domain, where the few values it has are all seen often; undefined where more may
 * come, so that the column stays open.
 */
export function codedColumn(profile: ColumnProfile, numbers: boolean): InferredColumn | undefined {
  const { name, counts, exact } = profile;
  if (!exact) return undefined;
  // "1" and "1.0" are two texts and one number.
  const tally = new Map<number | string, number>();
  for (const [text, count] of counts) {
    const value = numbers ? Number(text) : text;
    tally.set(value, (tally.get(value) ?? 0) + count);
  }
  // A flag has no third value, however few rows there are; True and TRUE are read as true.
  const words = new Set([...tally.keys()].map((value) => String(value).toLowerCase()));
  if (!numbers && words.size === 2 && words.has('true') && words.has('false')) {
    return { column: { name, kind: 'binary', values: ['false', 'true'] }, doubts: [] };
  }
  if (tally.size < 2 || tally.size > mostValues || !seenOften([...tally.values()], profile.present))
    return undefined;
  if (!numbers) {
    const values = [...tally.keys()].toSorted((left, right) => (left < right ? -1 : 1));
    return { column: { name, kind: tally.size === 2 ? 'binary' : 'categorical', values }, doubts: [] };
  }
  const values = [...tally.keys()].map(Number).toSorted((left, right) => left - right);
  if (!values.every(Number.isInteger)) return undefined;
  if (values.length === 2) return { column: { name, kind: 'binary', values }, doubts: [] };
  if (
    looksLikeCount(
      values,
      values.map((value) => tally.get(value)!),
    )
  )
    return undefined;
  return {
    column: { name, kind: 'ordinal', values },
    doubts: ['its few whole numbers are taken for levels; a new one will be rejected'],
  };
}

function seenOften(counts: readonly number[], present: number): boolean {
  const least = Math.min(...counts);
  return present >= leastRows && least >= leastCount && least >= 0.01 * present;
}

/** Counts begin at 0 or 1 and thin out: the next larger one has just not been seen yet. */
function looksLikeCount(values: readonly number[], counts: readonly number[]): boolean {
  const first = values[0]!;
  if (first !== 0 && first !== 1) return false;
  const tail = counts.slice(1);
  return (
    tail.every((count, index) => index === 0 || count <= tail[index - 1]!) && tail.at(-1)! < 0.5 * counts[0]!
  );
}
