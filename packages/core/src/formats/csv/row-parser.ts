import type { Column } from '../../schema/columns/column.ts';
import { isPlausible } from '../../schema/columns/parse-time.ts';
import type { TypedColumn, TypedRows } from './typed-rows.ts';

const lineFeed = 10;
const carriageReturn = 13;
const quoteMark = 34;
const powers = Float64Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/** What is done with a cell of the file, by its position. */
const ignore = 0;
const digits = 1;
const lookUp = 2;
/** Digits whose number must be a plausible time. */
const times = 3;

/** Cells that begin with a digit are not looked up. */
const noHash = 0;

/** The row has something unusual, or cannot be typed: it is to be scanned as texts. */
export const unusual = -1;

/**
 * Parses one row of plain cells straight into typed columns, without a string for any cell. The row must end
 * before the end of the bytes: nothing here looks at the end of the buffer.
 */
export type RowParser = (bytes: Uint8Array, start: number) => number;

/** What digits are in a column of numbers. */
function digitsOf({ kind, unit }: Column): number {
  if (kind !== 'time') return digits;
  return unit === undefined ? times : unit === 'ms' ? digits : lookUp;
}

/** A parser for rows with a cell for each of `width` names; it returns where the next row begins, or `unusual`. */
export function rowParser(rows: TypedRows, width: number, delimiter: number): RowParser {
  // One more than there are cells, so that a row with too many is met by a cell to ignore.
  const actions = new Uint8Array(width + 1);
  const offsets = new Int32Array(width + 1);
  const columns = new Array<TypedColumn | undefined>(width + 1).fill(undefined);
  for (const column of rows.columns) {
    const { position, offset, plainDigits } = column;
    if (position < 0) continue;
    actions[position] = offset < 0 || !plainDigits ? lookUp : digitsOf(column.reader.column);
    offsets[position] = offset;
    columns[position] = column;
  }
  return (bytes, start) => {
    const { numbers, row } = rows;
    let at = start;
    for (let position = 0; position <= width; position++) {
      const action = actions[position]!;
      let code = bytes[at]!;
      let read = false;
      if (action === digits || action === times) {
        let next = at;
        const negative = code === 45; /* - */
        if (negative) code = bytes[++next]!;
        const first = next;
        if (code >= 48 && code <= 57) {
          let value = code - 48;
          code = bytes[++next]!;
          while (code >= 48 && code <= 57) {
            value = value * 10 + (code - 48);
            code = bytes[++next]!;
          }
          let count = next - first;
          if (code === 46 /* . */) {
            const point = next;
            code = bytes[++next]!;
            while (code >= 48 && code <= 57) {
              value = value * 10 + (code - 48);
              code = bytes[++next]!;
            }
            count = next - first - 1;
            // Below 2^53 over a power of ten that is exact, so IEEE rounds the quotient as it would the decimal.
            value /= powers[next - point - 1]!;
          }
          if (code === delimiter || code === lineFeed || code === carriageReturn) {
            if (count <= 15 && (action === digits || (!negative && isPlausible(value)))) {
              // 0 - 0 is a plain zero: -0 means the same cell.
              numbers[offsets[position]! + row] = negative ? 0 - value : value;
            } else if (!rows.put(columns[position]!, bytes, at, next, noHash)) return unusual;
            at = next;
            read = true;
          }
        }
      }
      if (!read) {
        code = bytes[at]!;
        let from = at;
        let to: number;
        let hash = 0;
        if (code === quoteMark) {
          from = ++at;
          for (code = bytes[at]!; code !== quoteMark; code = bytes[++at]!) {
            if (code === lineFeed || code === carriageReturn) return unusual;
            hash = Math.imul(hash ^ code, 0x01000193);
          }
          to = at++;
          code = bytes[at]!;
          if (code !== delimiter && code !== lineFeed && code !== carriageReturn) return unusual;
        } else {
          for (; code !== delimiter && code !== lineFeed && code !== carriageReturn; code = bytes[++at]!) {
            hash = Math.imul(hash ^ code, 0x01000193);
          }
          to = at;
        }
        if (action !== ignore && !rows.put(columns[position]!, bytes, from, to, hash)) return unusual;
      }
      if (code === delimiter) {
        at++;
        continue;
      }
      if (position !== width - 1) return unusual;
      return code === carriageReturn && bytes[at + 1] === lineFeed ? at + 2 : at + 1;
    }
    return unusual;
  };
}
