import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { listed, quote, RampartError, throwIfAborted } from '@rampart/core';
import { CsvError, parse } from 'csv-parse';
import type { MalformedRow, RawBatch, ReadOptions, Source } from './source.ts';

const rowsPerBatch = 4096;

/** A CSV file (RFC 4180): byte-order mark, CRLF and quoted line breaks are fine, blank lines are skipped. */
export function csvSource(path: string): Source {
  return {
    uri: path,
    read: (options) => readCsv(path, options),
    async digest() {
      await requireFile(path);
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
      return hash.digest('hex');
    },
  };
}

async function requireFile(path: string): Promise<void> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new RampartError(
      'source',
      {
        where: path,
        expected: 'a CSV file that can be read',
        received: (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : String(cause),
        fix: `Check the path; it is relative to ${process.cwd()}.`,
      },
      { cause },
    );
  });
  if (found.isDirectory()) {
    throw new RampartError('source', { where: path, expected: 'a CSV file', received: 'a directory' });
  }
}

interface ParsedRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

async function* readCsv(path: string, options: ReadOptions): AsyncGenerator<RawBatch> {
  await requireFile(path);
  const parser = createReadStream(path).pipe(
    parse({
      bom: true,
      delimiter: options.delimiter,
      info: true,
      // Ragged rows and stray quotes belong to one row: they are reported there instead of ending the file.
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }),
  );
  const lines = lineCounter();
  let names: readonly string[] | null = null;
  let rows: { line: number; cells: string[] }[] = [];
  let malformed: MalformedRow[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
      throwIfAborted(options.signal);
      const line = lines.firstOf(record, info.lines);
      if (names === null) {
        names = options.names?.(record.length) ?? requireNames(record, path);
        if (options.names === null) continue;
      }
      if (record.length === names.length) rows.push({ line, cells: record });
      else malformed.push({ line, cells: record, expectedCells: names.length });
      if (rows.length + malformed.length >= rowsPerBatch) {
        yield { names, rows, malformed };
        rows = [];
        malformed = [];
      }
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(path, lines.last() + 1, error) : error;
  }
  if (names === null) {
    throw new RampartError('source', {
      where: path,
      expected: 'a header line and rows',
      received: 'an empty file',
      fix: 'Check that the export which wrote it has finished.',
    });
  }
  yield { names, rows, malformed };
}

/** Finds the line on which each record begins. The parser tells its last line, and counts a quoted CRLF twice. */
export function lineCounter() {
  let last = 0;
  let countedTwice = 0;
  const firstOf = (record: readonly string[], parserLine: number): number => {
    const spans = parserLine - countedTwice > last + 1;
    last = parserLine - countedTwice;
    if (!spans) return last;
    let breaks = 0;
    for (const cell of record) {
      for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) {
        breaks += 1;
        if (cell[at - 1] === '\r') countedTwice += 1;
      }
    }
    last = parserLine - countedTwice;
    return last - breaks;
  };
  return { firstOf, last: () => last };
}

export function requireNames(header: readonly string[], path: string): string[] {
  // A table written with its row numbers has no name over them.
  const names = header.map((name, at) => name.trim() || `column_${at + 1}`);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (twice.length > 0) {
    throw new RampartError('source', {
      where: `${path}, line 1`,
      expected: 'every column to have a name of its own',
      received: `${listed(new Set(twice.map(quote)))} more than once`,
      fix: 'Rename or remove the repeated columns; where the file has no header line, set `file: { header: false }` in the schema.',
    });
  }
  return names;
}

export function unreadable(path: string, line: number, cause: CsvError): RampartError {
  const open = cause.code === 'CSV_QUOTE_NOT_CLOSED';
  return new RampartError(
    'source',
    {
      where: `${path}, line ${line}`,
      expected: open ? 'a closing quote before the end of the file' : 'well-formed CSV',
      received: open ? 'none' : cause.message,
      fix: 'Correct the quoting: a quote inside a quoted cell is written twice.',
    },
    { cause },
  );
}
