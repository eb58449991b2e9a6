import type { Cell } from '../../table.ts';
import { bsonValue } from './bson-value.ts';
import { UNREADABLE } from './column-reader.ts';
import { isBlank, parseDecimal } from './parse-decimal.ts';
import { parseTime, timeOfNumber, type TimeUnit } from './parse-time.ts';
import { wholeCode } from './whole-code.ts';

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
  /** The time that a number counts, NaN where it is none; undefined in a column that holds no times: a Date is none there either. */
  readonly toTime?: ((value: number, text?: string) => number) | undefined;
}

/** A reader of number cells (NaN = missing). The text path, taken for every cell of a CSV file, allocates nothing. */
export function numberReader({ tokens, parse, booleans, toTime }: NumberReading): ReadCell {
  const words = new Set(tokens);
  const missingInfinities = infinitiesOf(tokens);
  // A token such as -999 means the number too: a request would send it as one.
  const sentinels = tokens.map(parseDecimal).filter((token) => !Number.isNaN(token));
  const fromText = (raw: string): Cell | typeof UNREADABLE => {
    const value = parse(raw);
    if (!Number.isNaN(value) && sentinels.length === 0) return value;
    // Tokens are what is written, before a unit has made a time of it.
    if (sentinels.length > 0 && sentinels.includes(toTime === undefined ? value : parseDecimal(raw)))
      return Number.NaN;
    if (!Number.isNaN(value)) return value;
    const text = trimmed(raw);
    if (words.has(text)) return Number.NaN;
    if (booleans && text.length <= 5) {
      const word = text.toLowerCase();
      if (word === 'true' || word === 'false') return Number(word === 'true');
    }
    return UNREADABLE;
  };
  const fromNumber = (raw: number, text?: string): Cell | typeof UNREADABLE => {
    if (Number.isNaN(raw) || missingInfinities.has(raw)) return Number.NaN;
    if (sentinels.length > 0 && sentinels.includes(raw)) return Number.NaN;
    const value = toTime === undefined ? raw : toTime(raw, text);
    return Number.isFinite(value) ? value + 0 : UNREADABLE;
  };
  const read: ReadCell = (raw) => {
    if (typeof raw === 'string') return fromText(raw);
    if (typeof raw === 'number') return fromNumber(raw);
    if (raw === null || raw === undefined) return Number.NaN;
    if (typeof raw === 'bigint') return fromNumber(Number(raw), String(raw));
    if (typeof raw === 'boolean') {
      if (booleans) return fromNumber(Number(raw));
      return words.has(String(raw)) ? Number.NaN : UNREADABLE;
    }
    if (typeof raw !== 'object') return UNREADABLE;
    if (raw instanceof Date) {
      const time = raw.getTime();
      return toTime !== undefined && !Number.isNaN(time) ? time : UNREADABLE;
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
  const missingInfinities = infinitiesOf(tokens);
  // pandas and databases write the same flag True, TRUE and true.
  const flags = new Map(values?.map((value) => [value.toLowerCase(), value]));
  const boolean = flags.size > 0 && [...flags.keys()].every((word) => word === 'true' || word === 'false');
  const fromText = (raw: string): string | null => {
    const text = trimmed(raw);
    const value = known.get(text);
    if (value !== undefined) return value;
    // A listed 22 is meant by 22.0 too; without a list the encoding knows what codes were learned.
    const code = values === undefined ? undefined : known.get(wholeCode(text));
    if (code !== undefined) return code;
    return boolean ? (flags.get(text.toLowerCase()) ?? text) : text;
  };
  const read: ReadCell = (raw) => {
    if (typeof raw === 'string') return fromText(raw);
    if (raw === null || raw === undefined) return null;
    if (typeof raw === 'number') {
      if (Number.isNaN(raw) || missingInfinities.has(raw)) return null;
      return fromText(String(raw));
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
export function timeReader(tokens: readonly string[], unit: TimeUnit | undefined): ReadCell {
  return numberReader({
    tokens,
    parse: (text) => parseTime(text, unit),
    booleans: false,
    toTime: (value, text) => timeOfNumber(value, unit, text),
  });
}

/** A reader of numbers; `parse` reads their notation. */
export function decimalReader(
  tokens: readonly string[],
  booleans: boolean,
  parse: NumberReading['parse'] = parseDecimal,
): ReadCell {
  return numberReader({ tokens, parse, booleans });
}

/** The infinite numbers that tokens write, in the words that pandas, NumPy, databases and JavaScript have for them. */
function infinitiesOf(tokens: readonly string[]): ReadonlySet<number> {
  const infinities = new Set<number>();
  for (const token of tokens) {
    const found = /^([+-]?)(?:inf|infinity|∞)$/i.exec(token);
    if (found !== null) infinities.add(found[1] === '-' ? -Infinity : Infinity);
  }
  return infinities;
}

/** The text without the blanks around it; the text itself, uncopied, where there are none. */
function trimmed(text: string): string {
  const last = text.length - 1;
  return last >= 0 && (isBlank(text.charCodeAt(0)) || isBlank(text.charCodeAt(last))) ? text.trim() : text;
}
