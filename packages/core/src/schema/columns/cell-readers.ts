import type { Cell } from '../../table.ts';
import { bsonValue } from './bson-value.ts';
import { UNREADABLE } from './column-reader.ts';
import { isBlank, parseDecimal } from './parse-decimal.ts';
import { inRange, parseTime } from './parse-time.ts';

/** Turns one raw value into a typed cell. */
export type ReadCell = (raw: unknown) => Cell | typeof UNREADABLE;

/** What a number reader must know of its column. */
export interface NumberReading {
  /** Texts that mean "no value", trimmed. */
  readonly tokens: readonly string[];
  /** The number that a text writes, NaN where it writes none. */
  readonly parse: (text: string) => number;
  /** Whether true and false stand for 1 and 0. */
  readonly booleans: boolean;
  /** Whether a Date counts, in milliseconds. */
  readonly dates: boolean;
}

/** A reader of number cells (NaN = missing). The text path, taken for every cell of a CSV file, allocates nothing. */
export function numberReader({ tokens, parse, booleans, dates }: NumberReading): ReadCell {
  const words = new Set(tokens);
  // A token such as -999 means the number too: a request would send it as one.
  const sentinels = tokens.map(parseDecimal).filter((token) => !Number.isNaN(token));
  const known = (value: number) => (sentinels.length > 0 && sentinels.includes(value) ? Number.NaN : value);
  const fromText = (raw: string): Cell | typeof UNREADABLE => {
    const value = parse(raw);
    if (!Number.isNaN(value)) return known(value);
    const text = trimmed(raw);
    if (words.has(text)) return Number.NaN;
    if (booleans && text.length <= 5) {
      const word = text.toLowerCase();
      if (word === 'true' || word === 'false') return Number(word === 'true');
    }
    return UNREADABLE;
  };
  const fromNumber = (raw: number): Cell | typeof UNREADABLE => {
    if (Number.isNaN(raw)) return raw;
    const value = dates ? inRange(raw) : raw;
    return Number.isFinite(value) ? known(value + 0) : UNREADABLE;
  };
  const read: ReadCell = (raw) => {
    if (typeof raw === 'string') return fromText(raw);
    if (typeof raw === 'number') return fromNumber(raw);
    if (raw === null || raw === undefined) return Number.NaN;
    if (typeof raw === 'bigint') return fromNumber(Number(raw));
    if (typeof raw === 'boolean') {
      if (booleans) return known(Number(raw));
      return words.has(String(raw)) ? Number.NaN : UNREADABLE;
    }
    if (typeof raw !== 'object') return UNREADABLE;
    if (raw instanceof Date) {
      const time = raw.getTime();
      return dates && !Number.isNaN(time) ? time : UNREADABLE;
    }
    const plain = bsonValue(raw);
    return plain === undefined ? UNREADABLE : read(plain);
  };
  return read;
}

/** A reader of text cells (null = missing), trimmed; `values` is the closed domain, if there is one. */
export function textReader(tokens: readonly string[], values: readonly string[] | undefined): ReadCell {
  // One lookup tells missing tokens, and gives every cell of a value the same string: a cell cut out of a
  // chunk of the file would keep the whole chunk in memory.
  const known = new Map<string, string | null>(values?.map((value) => [value, value]));
  for (const token of tokens) known.set(token, null);
  // pandas and databases write the same flag True, TRUE and true.
  const flags = new Map(values?.map((value) => [value.toLowerCase(), value]));
  const boolean = flags.size > 0 && [...flags.keys()].every((word) => word === 'true' || word === 'false');
  const fromText = (raw: string): string | null => {
    const text = trimmed(raw);
    const value = known.get(text);
    if (value !== undefined) return value;
    return boolean ? (flags.get(text.toLowerCase()) ?? text) : text;
  };
  const read: ReadCell = (raw) => {
    if (typeof raw === 'string') return fromText(raw);
    if (raw === null || raw === undefined) return null;
    if (typeof raw === 'number') {
      if (Number.isNaN(raw)) return null;
      return Number.isFinite(raw) ? fromText(String(raw)) : UNREADABLE;
    }
    if (typeof raw === 'boolean' || typeof raw === 'bigint') return fromText(String(raw));
    if (typeof raw !== 'object') return UNREADABLE;
    if (raw instanceof Date) return Number.isNaN(raw.getTime()) ? UNREADABLE : fromText(raw.toISOString());
    const plain = bsonValue(raw);
    return plain === undefined ? UNREADABLE : read(plain);
  };
  return read;
}

/** A reader of times: milliseconds since 1970 (NaN = missing). */
export function timeReader(tokens: readonly string[]): ReadCell {
  return numberReader({ tokens, parse: parseTime, booleans: false, dates: true });
}

/** A reader of numbers. */
export function decimalReader(tokens: readonly string[], booleans: boolean): ReadCell {
  return numberReader({ tokens, parse: parseDecimal, booleans, dates: false });
}

/** The text without the blanks around it; the text itself, uncopied, where there are none. */
function trimmed(text: string): string {
  const last = text.length - 1;
  return last >= 0 && (isBlank(text.charCodeAt(0)) || isBlank(text.charCodeAt(last))) ? text.trim() : text;
}
