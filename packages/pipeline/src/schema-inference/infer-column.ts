import { codedColumn } from './coded-column.ts';
import { type ColumnProfile, nameHas } from './column-profile.ts';
import type { InferredColumn } from './inferred-column.ts';
import type { ColumnDefinition } from './raw-table.ts';
import { counted } from '@rampart/core/internal';

/** Columns with fewer rows show too little to tell an identifier or free text from a category. */
const enoughRows = 20;

/** Guesses what a column that is not the target holds, and whether a model can use it. */
export function inferColumn(profile: ColumnProfile): InferredColumn {
  const { name, present, counts, unreadable } = profile;
  if (unreadable > 0) {
    return ignored(
      { name, kind: 'text', onInvalid: 'impute' },
      `${counted(unreadable, 'cell')} with a list or a document, which a table cannot hold: flatten them to make use of the column`,
    );
  }
  if (present === 0) return ignored({ name, kind: 'text' }, 'no row has a value here');
  const inferred = inferTime(profile) ?? inferNumbers(profile) ?? inferTexts(profile);
  const { column } = inferred;
  const filled = present / profile.rows;
  // A constant that is sometimes missing still tells two kinds of rows apart.
  if (counts.size === 1 && filled > 0.95 && column.role === undefined) {
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
  const { name, present, times, wordCells, numbers } = profile;
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
  if (wordCells > 0 || !nameHas(name, 'time', 'timestamp', 'date', 'datetime', 'ts', 'epoch'))
    return undefined;
  // Seconds or milliseconds between 2001 and 2096.
  if (numbers.every((value) => value > 1e12 && value < 4e12)) return ignored({ name, kind: 'time' }, reason);
  if (numbers.every((value) => value > 1e9 && value < 4e9)) {
    return ignored({ name, kind: 'numeric' }, `it looks like seconds since 1970, and ${reason}`);
  }
  return undefined;
}

function inferNumbers(profile: ColumnProfile): InferredColumn | undefined {
  const { name, present, counts, numbers, words, wordCells, padded } = profile;
  if (numbers.length === 0 || padded) return undefined;
  const distinct = counts.size - words.length;
  if (wordCells === 0) {
    const identifier = identifierNumbers(profile);
    if (identifier !== undefined) return ignored({ name, kind: 'identifier' }, identifier);
    return codedColumn(profile, true) ?? { column: { name, kind: 'numeric' }, doubts: [] };
  }
  const told = words
    .slice(0, 3)
    .map((word) => JSON.stringify(word))
    .join(', ');
  if (words.length <= 3 && distinct > 12 && numbers.length >= 0.5 * present) {
    return {
      column: { name, kind: 'numeric', missing: ['', ...profile.tokens.keys(), ...words] },
      doubts: [`${told} stand between numbers (${counted(wordCells, 'cell')}) and are read as missing`],
    };
  }
  if (numbers.length >= 0.95 * present && distinct > 12) {
    return {
      column: { name, kind: 'numeric', onInvalid: 'impute' },
      doubts: [`${counted(wordCells, 'cell')} without a number (${told}), taken as missing`],
    };
  }
  return undefined;
}

function identifierNumbers({ name, rows, present, counts, numbers }: ColumnProfile): string | undefined {
  if (!numbers.every(Number.isInteger) || counts.size < present || present < rows) return undefined;
  if (namesAnIdentifier(name)) return 'every row has a number of its own, and the name says identifier';
  if (rows < enoughRows) return undefined;
  const climbs = numbers.every((value, row) => row === 0 || value === numbers[row - 1]! + 1);
  return climbs ? 'it counts the rows' : undefined;
}

function namesAnIdentifier(name: string): boolean {
  return nameHas(
    name,
    'id',
    'uid',
    'uuid',
    'guid',
    'key',
    'index',
    'idx',
    'hash',
    'md5',
    'sha1',
    'sha256',
    'unnamed',
  );
}

function inferTexts(profile: ColumnProfile): InferredColumn {
  const { name, present, counts } = profile;
  const texts = [...counts.keys()];
  const share = (test: (text: string) => boolean) => texts.filter(test).length / texts.length;
  const distinct = counts.size / present;

  if (namesAnIdentifier(name) && distinct > 0.9)
    return ignored({ name, kind: 'identifier' }, 'it names the row');
  if (present >= enoughRows && share(isAddress) > 0.9) {
    return ignored({ name, kind: 'identifier' }, 'it holds addresses, which a model would learn by heart');
  }
  if (
    texts.length > 12 &&
    (share((text) => text.split(/\s+/).length >= 4) > 0.5 || share((text) => text.length > 60) > 0.5)
  ) {
    return ignored({ name, kind: 'text' }, 'it holds free text');
  }
  if (present >= enoughRows && distinct > 0.5) {
    return ignored(
      { name, kind: 'identifier' },
      `${counts.size} different texts in ${counted(present, 'row')} are no categories`,
    );
  }
  const doubts = [...profile.tokens]
    .filter(([token]) => !/^(na|nan|null)$/i.test(token))
    .map(([token, count]) => `${JSON.stringify(token)} (${counted(count, 'cell')}) is read as missing`);
  const column = codedColumn(profile, false)?.column ?? { name, kind: 'categorical' };
  return { column, doubts };
}

/** An IP address with or without its port, a MAC address, a URL, a mail address. */
function isAddress(text: string): boolean {
  return (
    /^\d{1,3}(\.\d{1,3}){3}(:\d+)?(\/\d+)?$/.test(text) ||
    /^[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}$/i.test(text) ||
    /^[a-z][a-z\d+.-]*:\/\/\S+$/i.test(text) ||
    /^[^\s@]+@[^\s@]+\.[a-z]+$/i.test(text)
  );
}
