import { listed, quote, RampartError } from '../../errors.ts';
import type { MalformedRow } from '../../rows/source.ts';
import { swallowsByQuote } from './stray-quote.ts';
import type { CsvRecord } from './csv-record.ts';
import { counted } from '../../counted.ts';

/** The column names in a header line. Throws where one stands there twice. */
export function headerNames(header: readonly string[], uri: string): string[] {
  // A table written with its row numbers has no name over them.
  const names = header.map((name, at) => name.trim() || `column_${at + 1}`);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (twice.length > 0) {
    throw new RampartError('source', {
      where: `${uri}, line 1`,
      expected: 'every column to have a name of its own',
      received: `${listed(new Set(twice.map(quote)))} more than once`,
      fix: 'Rename or remove the repeated columns; where the file has no header line, set `file: { header: false }` in the schema.',
    });
  }
  return names;
}

/** What is wrong with a record as a row of so many cells. */
export function recordFault(
  record: Pick<CsvRecord, 'cells' | 'raw'>,
  columns: number,
  delimiter: string,
): Pick<MalformedRow, 'expected' | 'received'> | undefined {
  if (swallowsByQuote(record, delimiter)) {
    return {
      expected: 'a quoted cell to end before a delimiter or with its line',
      received: 'a quote that ends elsewhere, so that it is unknown where the cell does',
    };
  }
  const { length } = record.cells;
  return length === columns
    ? undefined
    : { expected: counted(columns, 'cell'), received: counted(length, 'cell') };
}

/** A file without a single record. */
export function emptyFile(uri: string): RampartError {
  return new RampartError('source', {
    where: uri,
    expected: 'a header line and rows',
    received: 'an empty file',
    fix: 'Check that the export which wrote it has finished.',
  });
}

/** A quote that is open at the end of the file; `line` is the one on which its record begins. */
export function openQuote(uri: string, line: number): RampartError {
  return new RampartError('source', {
    where: `${uri}, line ${line}`,
    expected: 'a closing quote before the end of the file',
    received: 'none',
    fix: 'Correct the quoting: a quote inside a quoted cell is written twice.',
  });
}
