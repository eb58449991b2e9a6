import { type Cell, parseSchema } from '@rampart/core';
import { columnReaders, UNREADABLE } from '@rampart/core/internal';
import type { RawTable } from './raw-table.ts';

/** What the cells of one column look like, before anything is decided. */
export interface ColumnProfile {
  readonly name: string;
  readonly rows: number;
  /** Cells without a value. */
  readonly missing: number;
  /** The texts that were taken for "no value", with their counts; the empty one is not listed. */
  readonly tokens: ReadonlyMap<string, number>;
  /** Cells that are neither text, number, flag nor time, such as nested documents. */
  readonly unreadable: number;
  /** Cells that hold a value. */
  readonly present: number;
  /** Every different value as a text, with its count. */
  readonly counts: ReadonlyMap<string, number>;
  /** Values that read as numbers, in row order. */
  readonly numbers: readonly number[];
  /** The different texts that do not read as numbers. */
  readonly words: readonly string[];
  /** Cells that hold such a text. */
  readonly wordCells: number;
  /** Cells that read as a date and time. */
  readonly times: number;
  /** Whether numbers are written with leading zeros, as codes are. */
  readonly padded: boolean;
}

/** Looks at one column through the readers that will read it later; `tokens` are the texts that may mean "no value". */
export function profileColumn(table: RawTable, index: number, tokens: readonly string[]): ColumnProfile {
  const { text, number, time } = probes(tokens);
  const known = new Set(tokens);
  const found = new Map<string, number>();
  const seen = new Map<string, { count: number; number: number; time: boolean }>();
  const numbers: number[] = [];
  let missing = 0;
  let unreadable = 0;
  for (const row of table.rows) {
    const raw = row[index];
    const value = text.read(raw);
    if (value === UNREADABLE) {
      unreadable++;
      continue;
    }
    if (value === null) {
      missing++;
      const token = typeof raw === 'string' ? raw.trim() : '';
      if (known.has(token)) found.set(token, (found.get(token) ?? 0) + 1);
      continue;
    }
    const key = String(value);
    let entry = seen.get(key);
    if (entry === undefined) {
      entry = { count: 0, number: present(number.read(raw)), time: !Number.isNaN(present(time.read(raw))) };
      seen.set(key, entry);
    }
    entry.count++;
    if (!Number.isNaN(entry.number)) numbers.push(entry.number);
  }
  const words = [...seen].filter(([, entry]) => Number.isNaN(entry.number));
  const cells = (entries: typeof words) => entries.reduce((sum, [, { count }]) => sum + count, 0);
  return {
    name: table.names[index]!,
    rows: table.rows.length,
    missing,
    tokens: found,
    unreadable,
    present: table.rows.length - missing - unreadable,
    counts: new Map([...seen].map(([key, { count }]) => [key, count])),
    numbers,
    words: words.map(([key]) => key),
    wordCells: cells(words),
    times: cells(words.filter(([, entry]) => entry.time)),
    padded: [...seen.keys()].some((key) => /^[+-]?0\d/.test(key)) && numbers.length > 0,
  };
}

/** The number read, NaN where none was. */
function present(cell: Cell | typeof UNREADABLE): number {
  return typeof cell === 'number' ? cell : Number.NaN;
}

function probes(tokens: readonly string[]) {
  const readers = columnReaders(
    parseSchema(
      {
        name: 'probe',
        missing: ['', ...tokens],
        columns: [
          { name: 'text', kind: 'categorical' },
          { name: 'number', kind: 'numeric' },
          { name: 'time', kind: 'time' },
        ],
      },
      'probe',
    ),
  );
  return { text: readers.get('text')!, number: readers.get('number')!, time: readers.get('time')! };
}

/** Whether a name, cut into its words (`isGuest_login` into is, guest, login), holds one of the given words. */
export function nameHas(name: string, ...wanted: readonly string[]): boolean {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
  return words.some((word) => wanted.includes(word));
}
