import { listed, quote, RampartError } from '../../errors.ts';
import type { MalformedRow } from '../../rows/source.ts';
import { headerName, isHeaderAgain } from './header-again.ts';
import { swallowsByQuote } from './stray-quote.ts';
import type { CsvRecord } from './csv-record.ts';
import { counted } from '../../counted.ts';

/** The column names in a header line. Throws where one stands there twice. */
export function headerNames(header: readonly string[], uri: string): string[] {
  const names = header.map(headerName);
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

/** What is wrong with a record as a row under these names; `first`: nothing is in front of it, so nothing comes again. */
export function recordFault(
  record: Pick<CsvRecord, 'cells' | 'raw'>,
  names: readonly string[],
  delimiter: string,
  first = false,
): Pick<MalformedRow, 'rule' | 'expected' | 'received'> | undefined {
  if (!first && isHeaderAgain(record.cells, names)) {
    return { rule: 'header', expected: 'a row of data', received: 'the header line again' };
  }
  if (swallowsByQuote(record, delimiter)) {
    return {
      expected: 'a quoted cell to end before a delimiter or with its line',
      received: 'a quote that ends elsewhere, so that it is unknown where the cell does',
    };
  }
  const { length } = record.cells;
  const columns = names.length;
  return length === columns
    ? undefined
    : { expected: counted(columns, 'cell'), received: counted(length, 'cell') };
}

/** A `#fields` line in the middle of a file, as joined logs have it. Throws where it names other columns than the first. */
export function checkNames(record: CsvRecord, names: readonly string[], uri: string): void {
  const again = record.cells.map(headerName);
  if (again.length === names.length && again.every((name, at) => name === names[at])) return;
  throw new RampartError('source', {
    where: `${uri}, line ${record.line}`,
    expected: 'the same columns as before',
    received: `a line that names ${listed(again)}`,
    fix: 'Give each log of its own: their columns differ.',
  });
}

/** Excel's hint `sep=;` that tells another delimiter than is used. */
export function otherHint(uri: string, told: string, used: string): RampartError {
  return new RampartError('source', {
    where: `${uri}, line 1`,
    expected: `rows set apart by ${quote(used)}`,
    received: quote(`sep=${told}`),
    fix: `Set \`file: { delimiter: ${quote(told)} }\` in the schema.`,
  });
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
