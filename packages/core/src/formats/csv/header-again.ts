import { parseDecimal } from '../../schema/columns/parse-decimal.ts';

/** The name of a column by its cell in the header line; a table written with its row numbers has none over them. */
export function headerName(cell: string, at: number): string {
  return cell.trim() || `column_${at + 1}`;
}

/**
 * Whether a row is the header line again, as in files that were joined. Columns that are only numbered have no such
 * line: their names are good data too.
 */
export function isHeaderAgain(cells: readonly string[], names: readonly string[]): boolean {
  return (
    cells.length === names.length &&
    cells.every((cell, at) => headerName(cell, at) === names[at]) &&
    names.some((name) => Number.isNaN(parseDecimal(name)))
  );
}

/** Blanks, a quote, a byte-order mark: what may stand around a name in a line. */
const around = new Set([9, 32, 34, 0xef, 0xbb, 0xbf, 0xc2, 0xa0]);

/** A cheap look at bytes: false only where the row that begins there is not the header line again. */
export function mayBeHeader(
  names: readonly string[],
  delimiter: string,
): (bytes: Uint8Array, at: number) => boolean {
  const name = new TextEncoder().encode(names[0]);
  const [end] = new TextEncoder().encode(delimiter);
  const isUnnamed = names[0] === 'column_1';
  return (bytes, start) => {
    const first = bytes[start]!;
    // Asked for every row: nearly all end here.
    if (first !== name[0] && first > 34 && first < 0xc2 && first !== end) return false;
    let at = start;
    while (around.has(bytes[at]!)) at++;
    if (bytes[at] !== name[0]) return isUnnamed && bytes[at] === end;
    for (let offset = 1; offset < name.length; offset++) {
      if (bytes[at + offset] !== name[offset]) return false;
    }
    const next = bytes[at + name.length]!;
    return next === end || next === 10 || next === 13 || around.has(next);
  };
}
