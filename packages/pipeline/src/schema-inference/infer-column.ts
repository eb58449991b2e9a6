import { codedColumn } from './coded-column.ts';
import type { ColumnProfile } from './column-profile.ts';
import { inferClock } from './infer-clock.ts';
import { inferIdentifier } from './infer-identifier.ts';
import { inferNotation } from './infer-notation.ts';
import type { InferredColumn } from './inferred-column.ts';
import { address, clock, code, prose } from './profile/text-shapes.ts';
import type { ColumnDefinition } from './raw-table.ts';
import { counted } from '@rampart/core/internal';

/** Columns with fewer rows show too little to tell an identifier or free text from a category. */
const enoughRows = 20;

/** Guesses what a column that is not the target holds, and whether a model can use it. */
export function inferColumn(profile: ColumnProfile): InferredColumn {
  const { tokens } = profile;
  const { column, doubts } = inferUsed(profile);
  if (tokens.size === 0) return { column, doubts };
  return {
    // What is missing in one column may be a value in another.
    column: { ...column, missing: column.missing ?? ['', ...tokens.keys()] },
    doubts: [
      ...doubts,
      ...[...tokens].map(([token, count]) => `${JSON.stringify(token)} (${count} cells) is read as missing`),
    ],
  };
}

function inferUsed(profile: ColumnProfile): InferredColumn {
  const { name, present, counts, distinct, unreadable } = profile;
  if (unreadable > 0) {
    return ignored(
      { name, kind: 'text', onInvalid: 'impute' },
      `${counted(unreadable, 'cell')} with a list or a document, which a table cannot hold: flatten them to make use of the column`,
    );
  }
  if (present === 0) return ignored({ name, kind: 'text' }, 'no row has a value here');
  const inferred =
    inferTime(profile) ?? inferNotation(profile) ?? inferNumbers(profile) ?? inferTexts(profile);
  const { column } = inferred;
  const filled = present / profile.rows;
  // A constant that is sometimes missing still tells two kinds of rows apart.
  if (distinct === 1 && filled > 0.95 && column.role === undefined) {
    return ignored(
      column,
      `every row has the same value, ${JSON.stringify([...counts.keys()][0])}`,
      inferred.doubts,
    );
  }
  return inferred;
}

function ignored(column: ColumnDefinition, doubt: string, others: readonly string[] = []): InferredColumn {
  return { column: { ...column, role: 'ignored' }, doubts: [...others, `not used: ${doubt}`] };
}

function inferTime(profile: ColumnProfile): InferredColumn | undefined {
  const { name, present, times, wordCells } = profile;
  const reason = 'when a row was recorded says little about the next one';
  if (wordCells > 0 && times >= 0.95 * present) {
    const strays = present - times;
    const column: ColumnDefinition = { name, kind: 'time', ...(strays > 0 ? { onInvalid: 'impute' } : {}) };
    return ignored(
      column,
      reason,
      strays > 0 ? [`${counted(strays, 'cell')} without a readable time, taken as missing`] : [],
    );
  }
  const found = inferIdentifier(profile) === undefined ? inferClock(profile) : undefined;
  if (found === undefined) return undefined;
  const { unit, why } = found;
  const kind = wordCells > 0 ? 'text' : unit === undefined ? 'numeric' : 'time';
  // Milliseconds are what is read where none is stated, and then only those of a plausible year.
  const stated = kind === 'time' && unit !== 'ms' ? { unit } : {};
  return ignored({ name, kind, ...stated }, `${why}, and ${reason}`);
}

function inferNumbers(profile: ColumnProfile): InferredColumn | undefined {
  const { name, present, distinct: different, numbers, words, wordCells, padded, exact } = profile;
  if (numbers.cells === 0 || padded) return undefined;
  const distinct = different - words.length;
  if (wordCells === 0) {
    const identifier = inferIdentifier(profile);
    if (identifier?.sure === true) return ignored({ name, kind: 'identifier' }, identifier.why);
    const column = codedColumn(profile, true) ?? { column: { name, kind: 'numeric' as const }, doubts: [] };
    return { ...column, doubts: [...column.doubts, ...numberDoubts(profile, identifier?.why)] };
  }
  const told = words
    .slice(0, 3)
    .map((word) => JSON.stringify(word))
    .join(', ');
  if (
    (exact || words.length < 5000) &&
    words.length <= 3 &&
    distinct > 12 &&
    numbers.cells >= 0.5 * present
  ) {
    return {
      column: { name, kind: 'numeric', missing: ['', ...profile.tokens.keys(), ...words] },
      doubts: [`${told} stand between numbers (${counted(wordCells, 'cell')}) and are read as missing`],
    };
  }
  if (numbers.cells >= 0.95 * present && distinct > 12) {
    return {
      column: { name, kind: 'numeric', onInvalid: 'impute' },
      doubts: [`${counted(wordCells, 'cell')} without a number (${told}), taken as missing`],
    };
  }
  return undefined;
}

function numberDoubts({ numbers, distinct }: ColumnProfile, identifier: string | undefined): string[] {
  const { cells, falls, dotted, grouped } = numbers;
  const doubts = identifier === undefined ? [] : [identifier];
  if (cells >= 50 && distinct > enoughRows && falls <= 0.001 * cells) {
    doubts.push(
      'it never falls from row to row, as a clock or a counter does: see whether it says more than when a row was recorded',
    );
  }
  if (grouped > enoughRows && dotted === grouped && dotted > 0.5 * cells) {
    doubts.push(
      'every dot stands before three digits: where it stands between thousands, write `notation: { decimal: ",", thousands: "." }`',
    );
  }
  return doubts;
}

function inferTexts(profile: ColumnProfile): InferredColumn {
  const { name, present, distinct: different, shapes } = profile;
  const share = (shape: number) => (shapes.get(shape) ?? 0) / present;
  const distinct = different / present;

  const identifier = inferIdentifier(profile);
  if (identifier?.sure === true) return ignored({ name, kind: 'identifier' }, identifier.why);
  if (present >= enoughRows && share(address) > 0.9) {
    return ignored({ name, kind: 'identifier' }, 'it holds addresses, which a model would learn by heart');
  }
  if (present >= enoughRows && different > 12 && share(code) > 0.9) {
    return ignored({ name, kind: 'identifier' }, 'it holds made-up names such as digests or UUIDs');
  }
  if (different > 12 && share(prose) > 0.5) return ignored({ name, kind: 'text' }, 'it holds free text');
  if (present >= enoughRows && distinct > 0.5) {
    return ignored(
      { name, kind: 'identifier' },
      `${different} different texts in ${counted(present, 'row')} are no categories`,
    );
  }
  const doubts = identifier === undefined ? [] : [identifier.why];
  for (const [shape, what] of [
    [address, 'addresses'],
    [clock, 'dates or times of day'],
  ] as const) {
    if (different > 4 && share(shape) > 0.3) doubts.push(`many of its cells look like ${what}`);
  }
  const column = codedColumn(profile, false)?.column ?? { name, kind: 'categorical' };
  return { column, doubts };
}
