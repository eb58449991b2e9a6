import type { ColumnProfile } from './column-profile.ts';
import { namesAnIdentifier } from './identifier-names.ts';

/** Why a column seems to name rows, hosts or the like. */
export interface Identifier {
  /** false: a person should look. */
  readonly sure: boolean;
  readonly why: string;
}

const enoughRows = 20;

/** Whether the values of a column name something rather than say something of it, whether they repeat or not. */
export function inferIdentifier(profile: ColumnProfile): Identifier | undefined {
  const { name, present, distinct, exact, numbers, wordCells } = profile;
  const named = namesAnIdentifier(name);
  if (wordCells > 0) {
    if (!named) return undefined;
    if (distinct > 0.9 * present) return { sure: true, why: 'it names the row' };
  } else {
    if (numbers.integers < numbers.cells) return undefined;
    const counted = countsRows(profile, named);
    if (counted !== undefined) return { sure: true, why: counted };
    const own = exact ? distinct === present : distinct > 0.9 * present;
    if (own && named) {
      return { sure: true, why: 'every row has a number of its own, and the name says identifier' };
    }
    const range = numbers.max - numbers.min + 1;
    if (exact && own && present >= 100 && range < 2 * present) {
      return {
        sure: true,
        why: 'every row has a number of its own, and hardly one is left out: it numbers the rows',
      };
    }
    if (!named) return undefined;
  }
  if (present < enoughRows || distinct <= 12) return undefined;
  const why = `its name says identifier, and it has ${distinct} different values`;
  return distinct > 50 || distinct > 0.1 * present
    ? { sure: true, why: `${why}, which a model would learn by heart` }
    : { sure: false, why: `${why}: see whether it is a code that other rows share` };
}

/** A running number of the rows, which begins anew where tables were joined. */
function countsRows({ rows, present, distinct, numbers }: ColumnProfile, named: boolean): string | undefined {
  if (present < rows || rows < enoughRows) return undefined;
  const { cells, climbs, restarts } = numbers;
  if (climbs === cells - 1) return 'it counts the rows';
  // The hours of a day and the minutes of an hour are counted too.
  const long = distinct > (named ? 4 : 60);
  return long && restarts > 0 && climbs + restarts === cells - 1
    ? 'it counts the rows, anew in each of the tables that were joined'
    : undefined;
}
