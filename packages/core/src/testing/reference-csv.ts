import { Readable, pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { ByteSource } from '../formats/byte-source.ts';
import { emptyFile, headerNames, openQuote, recordFault } from '../formats/csv/csv-faults.ts';
import { rowsPerBatch } from '../formats/table-format.ts';
import type { MalformedRow, RawBatch, ReadOptions } from '../rows/source.ts';
import { lineCounter } from './line-counter.ts';

interface ParsedRecord {
  readonly record: string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

/** The rows of a CSV text as csv-parse has them: the reader that ours is held to. */
export async function* referenceCsv(bytes: ByteSource, options: ReadOptions): AsyncGenerator<RawBatch> {
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
      const first = names === null;
      if (names === null) {
        names = options.names?.(record.length) ?? headerNames(record, uri);
        if (options.names === null) continue;
      }
      const problem = recordFault({ cells: record, raw: () => textOf(raw) }, names, options.delimiter, first);
      if (problem === undefined) rows.push({ line, cells: record });
      else malformed.push({ line, cells: record, ...problem });
      if (rows.length + malformed.length >= rowsPerBatch) {
        yield { names, rows, malformed };
        rows = [];
        malformed = [];
      }
    }
  } catch (error) {
    throw error instanceof CsvError ? openQuote(uri, lines.last() + 1) : error;
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
});

/** The parser puts the byte-order mark and the blank lines before a record into its text. */
function textOf(raw: string): string {
  return raw.replace(/^\ufeff?[\r\n]*/, '');
}
