import { beyondDouble, plainDecimal } from './exact-decimal.ts';
import { parseDecimal } from './parse-decimal.ts';

/** What a plain number in a column of times counts since 1970. */
export type TimeUnit = 's' | 'ms' | 'us' | 'ns';

/** Where the point of a number moves, to the right, so that it counts milliseconds. */
export const pointShift: Readonly<Record<TimeUnit, number>> = { s: 3, ms: 0, us: -3, ns: -6 };

const layout =
  /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(?:[Zz]|UTC|GMT|([+-])(\d{2}):?(\d{2})?)?)?$/;

/**
 * Milliseconds since 1970 of a text, with the fraction that it writes: an ISO date or date-time (also with `/` or a
 * blank between its parts, UTC where no offset is written), or a plain number, which counts `unit`s, or milliseconds
 * where that is not told. NaN for anything else: layouts such as 01/02/2024, which different countries read
 * differently, are not guessed, and neither is the unit of a number that gives no plausible year.
 */
export function parseTime(text: string, unit?: TimeUnit): number {
  const number = parseDecimal(text);
  if (!Number.isNaN(number)) return timeOfNumber(number, unit, text);
  const found = layout.exec(text.trim());
  if (found === null) return Number.NaN;
  return timeOfLayout(found, fractionOf(found));
}

/** Milliseconds since 1970 of a number, and of the text that writes it; NaN where it is no time. */
export function timeOfNumber(number: number, unit: TimeUnit | undefined, text = String(number)): number {
  const time = shifted(number, unit, text);
  return unit === undefined && !isPlausible(time) ? Number.NaN : inRange(time);
}

function shifted(number: number, unit: TimeUnit | undefined, text: string): number {
  const shift = pointShift[unit ?? 'ms'];
  // In the text: a product with a power of ten would be rounded a second time.
  const [mantissa, exponent = '0'] = text.trim().split(/e/i) as [string, string?];
  return shift === 0 ? number : Number(`${mantissa}e${Number(exponent) + shift}`) + 0;
}

/** The first moments of 1980 and of 2101. */
const [earliest, latest] = [Date.UTC(1980, 0), Date.UTC(2101, 0)];

/** Whether a number of milliseconds since 1970 lies in the years 1980 to 2100, in which recorded data lie. */
export function isPlausible(milliseconds: number): boolean {
  return milliseconds >= earliest && milliseconds < latest;
}

/** What a unit is called in a message. */
export const unitNames: Readonly<Record<TimeUnit, string>> = {
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  ns: 'nanoseconds',
};

/** Why a number is no time where the unit is not told: the year that it would be, and the unit that it may have. */
export function unitHint(raw: unknown): string | undefined {
  if (typeof raw !== 'number' && typeof raw !== 'bigint' && typeof raw !== 'string') return undefined;
  const text = String(raw);
  const number = parseDecimal(text);
  if (Number.isNaN(number) || isPlausible(number)) return undefined;
  const year = Number.isNaN(inRange(number))
    ? 'no year that there is'
    : `year ${new Date(number).getUTCFullYear()}`;
  const units = (['s', 'us', 'ns'] as const).filter((one) => isPlausible(shifted(number, one, text)));
  const asked = units.map((one) => `is it ${unitNames[one]}? say \`unit: ${one}\``);
  return [year, ...(asked.length > 0 ? asked : ['say its `unit`: s, ms, us or ns'])].join(': ');
}

/**
 * The milliseconds since 1970 of a text as a decimal, where a double does not tell them from those beside it; a
 * double holds the microseconds of our time, but not the nanoseconds. `value` is what `parseTime` gave.
 */
export function timeBeyondDouble(text: string, value: number, unit?: TimeUnit): string | undefined {
  const point = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (text.length <= 15 || !text.includes(':')) return beyondDouble(text, value, pointShift[unit ?? 'ms']);
  // Microseconds until the year 2190.
  if (point < 0 || (Math.abs(value) < 7e12 && digitsFrom(text, point + 1) <= 6)) return undefined;
  const found = layout.exec(text.trim());
  if (found === null) return undefined;
  const fraction = fractionOf(found);
  const whole = timeOfLayout(found, '');
  // In whole picoseconds of a millisecond, so that a time before 1970 is the right way round.
  const picoseconds = BigInt(whole) * 10n ** 9n + BigInt(fraction.padEnd(12, '0'));
  return beyondDouble(`${picoseconds}e-9`, value);
}

function digitsFrom(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++;
  return at - start;
}

function fractionOf(found: RegExpExecArray): string {
  return found[8] ?? '';
}

function timeOfLayout(found: RegExpExecArray, fraction: string): number {
  const [, year, , month, day, hour = '0', minute = '0', second = '0', , sign, hours = '0', minutes = '0'] =
    found;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // Date.UTC takes February 30 for March 1, and the years 0 to 99 for 1900 to 1999.
  const calendar = new Date(midnight);
  if (calendar.getUTCMonth() !== Number(month) - 1 || calendar.getUTCFullYear() !== Number(year))
    return Number.NaN;
  // 60 is a leap second, which UTC clocks write and JavaScript counts to the next minute.
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return Number.NaN;
  if (Number(hours) > 23 || Number(minutes) > 59) return Number.NaN;
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const seconds = (Number(hour) * 60 + Number(minute) - offset) * 60 + Number(second);
  const whole = midnight + seconds * 1000;
  return fraction === '' ? whole : whole + Number(`0.${fraction}e3`);
}

/** The time itself where a Date can hold it, else NaN. */
export function inRange(milliseconds: number): number {
  return Math.abs(milliseconds) <= 8.64e15 ? milliseconds : Number.NaN;
}

/** Nanoseconds since 1970 as a raw value that keeps all of them: a Date where it can, else a text in ISO 8601. */
export function timeOfNanoseconds(nanoseconds: bigint): Date | string {
  const rest = ((nanoseconds % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const date = new Date(Number((nanoseconds - rest) / 1_000_000n));
  return rest === 0n || Number.isNaN(date.getTime()) ? date : isoText(date, String(rest).padStart(6, '0'));
}

/** A time in ISO 8601 with as many digits of its seconds as it has, at least three; it is written as decimal milliseconds. */
export function isoTime(milliseconds: string): string {
  const [whole = '', fraction = ''] = milliseconds.split('.');
  const back = whole.startsWith('-') && fraction !== '';
  if (!back) return isoText(new Date(Number(whole)), fraction);
  const rest = (10n ** BigInt(fraction.length) - BigInt(fraction)).toString().padStart(fraction.length, '0');
  return isoText(new Date(Number(whole) - 1), rest);
}

/** A typed time as a raw value that every column of times reads as that time again, whatever its unit. */
export function rawTime(milliseconds: number): Date | string | null {
  if (Number.isNaN(milliseconds)) return null;
  return Number.isInteger(milliseconds) ? new Date(milliseconds) : isoTime(plainDecimal(milliseconds));
}

function isoText(date: Date, fraction: string): string {
  return date.toISOString().replace('Z', `${fraction.replace(/0+$/, '')}Z`);
}
