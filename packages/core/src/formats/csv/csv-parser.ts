import type { DatasetSchema } from '../../schema/dataset-schema.ts';
import { checkLayout } from '../../rows/check-layout.ts';
import { fileLayout } from '../../rows/file-layout.ts';
import { rowsPerChunk, type TypedChunk } from '../../rows/typed-chunk.ts';
import { emptyFile, headerNames, openQuote, recordFault } from './csv-faults.ts';
import { lineCounter } from '../../testing/line-counter.ts';
import type { ByteWindow } from './byte-window.ts';
import { type RowParser, rowParser, unusual } from './row-parser.ts';
import { type ScannedRecord, scanRecord, unclosed } from './scan-record.ts';
import { TypedRows } from './typed-rows.ts';

const lineFeed = 10;
const carriageReturn = 13;
const noCells: readonly string[] = [];

/** Parses the rows in a window into typed chunks. */
export class CsvParser {
  /** Undefined until the header line, or the first row of a file without one, has come. */
  #rows: TypedRows | undefined;
  /** Set once the layout of the table has been checked; until then every row is read as texts. */
  #parseRow: RowParser | undefined;
  #names: readonly string[] = [];
  /** Line breaks so far plus one, as csv-parse counts them. */
  #line = 1;
  readonly #counter = lineCounter();
  readonly #uri: string;
  readonly #schema: DatasetSchema;
  readonly #delimiter: number;
  readonly #chunkRows: number;

  constructor(uri: string, schema: DatasetSchema, chunkRows = rowsPerChunk(schema)) {
    this.#uri = uri;
    this.#schema = schema;
    this.#delimiter = schema.file.delimiter.charCodeAt(0);
    this.#chunkRows = chunkRows;
  }

  /** Parses until a chunk is full, which is true, or until the window holds no whole row any more. */
  parse(window: ByteWindow, final: boolean): boolean {
    const { bytes, to } = window;
    const lastBreak = lastBreakOf(bytes, window.from, to);
    let at = window.from;
    while (at < to) {
      if (this.#rows !== undefined && this.#rows.read >= this.#chunkRows) {
        window.advance(at);
        return true;
      }
      const code = bytes[at];
      if (code === lineFeed || code === carriageReturn) {
        if (at + 1 === to && !final) break;
        at = afterBreak(bytes, at, to);
        this.#line++;
        continue;
      }
      const next = at < lastBreak && this.#parseRow !== undefined ? this.#parseRow(bytes, at) : unusual;
      if (next !== unusual) {
        this.#rows!.keep(this.#counter.firstOf(noCells, this.#line++));
        at = next;
        continue;
      }
      const record = scanRecord(bytes, at, to, final, this.#delimiter);
      if (record === undefined) break;
      if (record === unclosed) throw openQuote(this.#uri, this.#counter.last() + 1);
      this.#line += record.breaks;
      const line = this.#counter.firstOf(record.cells, this.#line++);
      this.#addRecord(line, record, bytes.toString('utf8', at, record.end));
      at = afterBreak(bytes, record.end, to);
    }
    window.advance(at);
    return false;
  }

  /** The rows since the last chunk. */
  take(): TypedChunk {
    return this.#rows!.take();
  }

  /** The rows that are left at the end of the file. Throws where the file was empty. */
  finish(): TypedChunk {
    if (this.#rows === undefined) throw emptyFile(this.#uri);
    return this.#rows.take();
  }

  #addRecord(line: number, { cells }: ScannedRecord, raw: string): void {
    const uri = this.#uri;
    const schema = this.#schema;
    if (this.#rows === undefined) {
      const { names } = fileLayout(schema);
      this.#names = names?.(cells.length) ?? headerNames(cells, uri);
      const unknown = checkLayout(uri, schema, this.#names, undefined);
      this.#rows = new TypedRows(uri, schema, this.#names, unknown, this.#chunkRows);
      if (names === null) {
        this.#parseRow = rowParser(this.#rows, this.#names.length, this.#delimiter);
        return;
      }
    }
    const fault = recordFault(cells, raw, this.#names.length, schema.file.delimiter);
    if (fault !== undefined) {
      this.#rows.addMalformed({ line, cells, ...fault });
      return;
    }
    if (this.#parseRow === undefined) {
      checkLayout(uri, schema, this.#names, cells);
      this.#parseRow = rowParser(this.#rows, this.#names.length, this.#delimiter);
    }
    this.#rows.addCells(line, cells);
  }
}

/** The last line break with another byte behind it: rows that begin before it are whole. */
function lastBreakOf(bytes: Buffer, from: number, to: number): number {
  if (to - from < 2) return -1;
  const last = bytes.lastIndexOf(lineFeed, to - 2);
  return last >= from ? last : bytes.lastIndexOf(carriageReturn, to - 2);
}

/** Where the line after a break begins; the end of the bytes where there is none. */
function afterBreak(bytes: Buffer, at: number, to: number): number {
  return Math.min(
    to,
    bytes[at] === carriageReturn && at + 1 < to && bytes[at + 1] === lineFeed ? at + 2 : at + 1,
  );
}
