import { parseDecimal } from './parse-decimal.ts';

const layout =
  /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(?:[Zz]|UTC|GMT|([+-])(\d{2}):?(\d{2})?)?)?$/;

/**
 * Milliseconds since 1970 of a text: an ISO date or date-time (also with `/` or a blank between its parts, UTC
 * where no offset is written), or a plain number, which already counts milliseconds. NaN for anything else:
 * layouts such as 01/02/2024, which different countries read differently, are not guessed.
 */
export function parseTime(text: string): number {
  const number = parseDecimal(text);
  if (!Number.isNaN(number)) return inRange(number);
  const found = layout.exec(text.trim());
  if (found === null) return Number.NaN;
  const [
    ,
    year,
    ,
    month,
    day,
    hour = '0',
    minute = '0',
    second = '0',
    fraction = '',
    sign,
    hours = '0',
    minutes = '0',
  ] = found;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // Date.UTC takes February 30 for March 1, and the years 0 to 99 for 1900 to 1999.
  const calendar = new Date(midnight);
  if (calendar.getUTCMonth() !== Number(month) - 1 || calendar.getUTCFullYear() !== Number(year))
    return Number.NaN;
  // 60 is a leap second, which UTC clocks write and JavaScript counts to the next minute.
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return Number.NaN;
  if (Number(hours) > 23 || Number(minutes) > 59) return Number.NaN;
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const milliseconds = fraction === '' ? 0 : Math.trunc(Number(`0.${fraction}`) * 1000 + 1e-9);
  return (
    midnight + ((Number(hour) * 60 + Number(minute) - offset) * 60 + Number(second)) * 1000 + milliseconds
  );
}

/** The time itself where a Date can hold it, else NaN. */
export function inRange(milliseconds: number): number {
  return Math.abs(milliseconds) <= 8.64e15 ? milliseconds : Number.NaN;
}
