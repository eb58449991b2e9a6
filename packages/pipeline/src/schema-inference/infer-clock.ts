import type { ColumnProfile } from './column-profile.ts';
import { namesATime } from './identifier-names.ts';
import { clock } from './profile/text-shapes.ts';
import type { ColumnDefinition } from './raw-table.ts';

/** A column that tells when its rows were recorded. */
export interface Clock {
  /** In what unit a column of kind time reads it; undefined where none does. */
  readonly unit?: ColumnDefinition['unit'];
  readonly why: string;
}

const enoughRows = 20;
const year = 31_557_600;
/** The years 1980 and 2100. */
const first = 315_532_800;
const last = 4_102_444_800;
const units = [
  { name: 'seconds since 1970', unit: 's', each: 1, zero: 0 },
  { name: 'milliseconds since 1970', unit: 'ms', each: 1e3, zero: 0 },
  { name: 'microseconds since 1970', unit: 'us', each: 1e6, zero: 0 },
  { name: 'nanoseconds since 1970', unit: 'ns', each: 1e9, zero: 0 },
  { name: 'steps of 100 ns since 1601', unit: undefined, each: 1e7, zero: 11_644_473_600 },
] as const;

/**
 * Whether a column behaves as a clock, whatever its name: numbers that are dates in some unit and lie within a
 * few years, as no quantity does, or never fall from row to row; or dates and times of day as texts.
 */
export function inferClock(profile: ColumnProfile): Clock | undefined {
  const { name, present, distinct, numbers, wordCells, shapes, times } = profile;
  if (wordCells > 0 && distinct > 2 && (shapes.get(clock) ?? 0) + times > 0.9 * present) {
    return { why: 'it holds dates or times of day' };
  }
  if (wordCells > 0.05 * present || distinct < 2) return undefined;
  const named = namesATime(name);
  if (distinct > (named ? 1 : 2) && isCompactDate(profile))
    return { why: 'it looks like dates written as digits' };
  const many = present >= enoughRows && distinct > 12;
  if (!named && !many) return undefined;
  const { cells, least, max, zeros, falls, integers } = numbers;
  const climbs = many && falls <= 0.02 * cells;
  for (const { name: counts, unit, each, zero } of units) {
    const from = least / each - zero;
    const to = max / each - zero;
    if (from < first || to > last || zeros > 0.5 * cells) continue;
    if (!named && !climbs && to - from > 10 * year) continue;
    // A clock counts whole steps, seconds apart.
    if (each > 1 && integers < cells && !named) continue;
    // A 0 is no time of 1970, but of a row that has none.
    return { unit: zeros === 0 ? unit : undefined, why: `it looks like ${counts}` };
  }
  return named && climbs ? { why: 'its name says time, and it never falls from row to row' } : undefined;
}

/** 20170307, 20170307085501 and such with milliseconds. */
function isCompactDate({ counts, numbers, wordCells }: ColumnProfile): boolean {
  if (wordCells > 0 || numbers.integers < numbers.cells) return false;
  const layout =
    /^(?:19[89]\d|20\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\d{3})?)?)?$/;
  for (const text of counts.keys()) if (!layout.test(text)) return false;
  return true;
}
