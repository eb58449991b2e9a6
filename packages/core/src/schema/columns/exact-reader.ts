import type { Cell } from '../../table.ts';
import { bsonValue } from './bson-value.ts';
import type { Column } from './column.ts';
import type { ColumnReader } from './column-reader.ts';
import { beyondDouble } from './exact-decimal.ts';
import { type Notation, notationDecimal } from './notation.ts';
import { pointShift, timeBeyondDouble } from './parse-time.ts';

/**
 * Tells what a double leaves out of the numbers of a column; nothing of a column of texts, which leave out nothing. Of
 * numbers outside the key only integers are looked at: the last digits of fractions are those of the program that wrote them.
 */
export function exactReader(
  { kind, unit, notation }: Column,
  numeric: boolean,
  isKey: boolean,
): ColumnReader['exact'] {
  if (!numeric) return () => undefined;
  const ofText =
    kind === 'time'
      ? (text: string, value: number) => timeBeyondDouble(text, value, unit)
      : notation === undefined
        ? (text: string, value: number) => beyondDouble(text, value)
        : beyondDoubleIn(notation);
  const shift = kind === 'time' ? pointShift[unit ?? 'ms'] : 0;
  const leastInteger = kind === 'time' || isKey ? 0 : Number.MAX_SAFE_INTEGER;
  const isShortTime = (text: string) =>
    kind === 'time' && text.length <= isoMilliseconds && !isDigit(text.charCodeAt(4));
  const exact = (raw: unknown, cell: Cell): string | undefined => {
    if (typeof cell !== 'number' || Number.isNaN(cell)) return undefined;
    // Most cells of a large table end here, so that nothing is asked of their text.
    if (leastInteger > 0 && Math.abs(cell) < leastInteger) return undefined;
    if (typeof raw === 'string') return raw.length <= 15 || isShortTime(raw) ? undefined : ofText(raw, cell);
    if (typeof raw === 'bigint') return beyondDouble(String(raw), cell, shift);
    if (typeof raw !== 'object' || raw === null) return undefined;
    const plain = bsonValue(raw);
    return plain === undefined ? undefined : exact(plain, cell);
  };
  return exact;
}

/** Numbers with a unit are as exact as their product. */
function beyondDoubleIn(notation: Notation) {
  const decimalOf = notationDecimal(notation);
  return (text: string, value: number): string | undefined => {
    const found = decimalOf(text);
    return found?.factor === 1 ? beyondDouble(found.decimal, value) : undefined;
  };
}

/** Characters of a date and time with milliseconds; one with nanoseconds has more. */
const isoMilliseconds = '2031-05-06T07:08:09.000Z'.length;

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
