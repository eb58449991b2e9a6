import type { CsvRecord } from './csv-record.ts';

const quoteCode = 34;

/**
 * Whether a quote that is closed in front of something other than a delimiter or the end of the line has taken a
 * delimiter or a line break into its cell: nobody can say then how many cells, or rows, were meant.
 */
export function swallowsByQuote(
  { cells, raw }: Pick<CsvRecord, 'cells' | 'raw'>,
  delimiter: string,
): boolean {
  // The parser gives such a cell with its quote; so does it a cell that rightly begins with a doubled one.
  const suspect = cells.some(
    (cell) => cell.charCodeAt(0) === quoteCode && (cell.includes(delimiter) || /[\r\n]/.test(cell)),
  );
  return suspect && !closesQuotes(raw(), delimiter);
}

function closesQuotes(raw: string, delimiter: string): boolean {
  let at = 0;
  while (at < raw.length) {
    if (raw.charCodeAt(at) === quoteCode) {
      at = raw.indexOf('"', at + 1);
      while (raw.charCodeAt(at + 1) === quoteCode) at = raw.indexOf('"', at + 2);
      const after = at + 1;
      if (at < 0) return false;
      if (after < raw.length && !raw.startsWith(delimiter, after) && !/[\r\n]/.test(raw[after]!))
        return false;
      at = after + delimiter.length;
    } else {
      const next = raw.indexOf(delimiter, at);
      if (next < 0) return true;
      at = next + delimiter.length;
    }
  }
  return true;
}
