import { Readable, pipeline } from 'node:stream';
import { RampartError } from '../../errors.ts';
import { CsvError, parse } from 'csv-parse';
import { type ByteSource, readAhead } from '../byte-source.ts';
import { typedCsv } from './typed-csv.ts';
import type { MalformedRow, RawBatch, ReadOptions } from '../../rows/source.ts';
import { emptyFile, headerNames, openQuote, recordFault } from './csv-faults.ts';
import { lineCounter } from '../../testing/line-counter.ts';
import { rowsPerBatch, type TableFormat } from '../table-format.ts';

/** CSV (RFC 4180): byte-order mark, CRLF and quoted line breaks are fine, blank lines are skipped. */
export const csv: TableFormat = {
  name: 'csv',
  extensions: ['csv', 'tsv', 'tab', 'txt', 'data'],
  delimited: true,
  read: readCsv,
  readTyped: (bytes, schema, options) => typedCsv(bytes, schema, options, readCsv),
};

interface ParsedRecord {
  readonly record: string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

async function* readCsv(bytes: ByteSource, options: ReadOptions): AsyncGenerator<RawBatch> {
  const { uri } = bytes;
  const input = Readable.from(bytes.stream(options.signal), { objectMode: true, highWaterMark: 1 });
  // The callback keeps an error that nobody awaits from ending the process; the iteration throws it.
  const parser = pipeline(input, parse(parserOptions(options.delimiter)), () => {});
  const lines = lineCounter();
  let names: readonly string[] | null = null;
  let rows: { line: number; cells: string[] }[] = [];
  let malformed: MalformedRow[] = [];
  try {
    for await (const { record, raw, info } of parser as AsyncIterable<ParsedRecord>) {
      const line = lines.firstOf(record, info.lines);
      if (names === null) {
        names = options.names?.(record.length) ?? headerNames(record, uri);
        if (options.names === null) continue;
      }
      const problem = recordFault(record, raw, names.length, options.delimiter);
      if (problem === undefined) rows.push({ line, cells: record });
      else malformed.push({ line, cells: record, ...problem });
      if (rows.length + malformed.length >= rowsPerBatch) {
        yield { names, rows, malformed };
        rows = [];
        malformed = [];
      }
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(uri, lines.last() + 1, error) : error;
  }
  if (names === null) throw emptyFile(uri);
  yield { names, rows, malformed };
}

const parserOptions = (delimiter: string) => ({
  bom: true,
  delimiter,
  // The parser would take the first ending it meets for the only one, and files are joined from several systems.
  record_delimiter: ['\r\n', '\n', '\r'],
  info: true,
  raw: true,
  // Ragged rows and stray quotes belong to one row: they are reported there instead of ending the file.
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  writableHighWaterMark: readAhead,
});

function unreadable(uri: string, line: number, cause: CsvError): RampartError {
  if (cause.code === 'CSV_QUOTE_NOT_CLOSED') return openQuote(uri, line, cause);
  return new RampartError(
    'source',
    { where: `${uri}, line ${line}`, expected: 'well-formed CSV', received: cause.message },
    { cause },
  );
}
