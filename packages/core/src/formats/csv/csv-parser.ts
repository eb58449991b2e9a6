import type { DatasetSchema } from '../../schema/dataset-schema.ts';
import { checkLayout } from '../../rows/check-layout.ts';
import { fileLayout } from '../../rows/file-layout.ts';
import { rowsPerChunk, type TypedChunk } from '../../rows/typed-chunk.ts';
import type { ByteWindow } from './byte-window.ts';
import { checkNames, emptyFile, headerNames, recordFault } from './csv-faults.ts';
import { mayBeHeader } from './header-again.ts';
import { RecordCutter } from './record-cutter.ts';
import type { CsvRecord } from './csv-record.ts';
import { type RowParser, rowParser, unusual } from './row-parser.ts';
import { TypedRows } from './typed-rows.ts';

const lineFeed = 10;
const carriageReturn = 13;

/** Parses the rows in a window into typed chunks. */
export class CsvParser {
  /** Undefined until the header line, or the first row of a file without one, has come. */
  #rows: TypedRows | undefined;
  /** Set once the layout of the table has been checked; until then every row is read as texts. */
  #parseRow: RowParser | undefined;
  #names: readonly string[] = [];
  /** Where texts alone are read, the header line again would be a good row. */
  #isHeader: (bytes: Uint8Array, at: number) => boolean = () => false;
  /** The byte with which comments begin; -1 where there are no comments. */
  readonly #comment: number;
  readonly #uri: string;
  readonly #schema: DatasetSchema;
  readonly #cutter: RecordCutter;
  readonly #chunkRows: number;

  constructor(uri: string, schema: DatasetSchema, chunkRows = rowsPerChunk(schema)) {
    this.#uri = uri;
    this.#schema = schema;
    this.#cutter = new RecordCutter(uri, schema.file);
    this.#comment = new TextEncoder().encode(schema.file.comment)[0] ?? -1;
    this.#chunkRows = chunkRows;
  }

  /** The line on which the window begins. */
  get line(): number {
    return this.#cutter.line;
  }

  /** Parses until a chunk is full, which is true, or until the window holds no whole row any more. */
  parse(window: ByteWindow, final: boolean): boolean {
    const { bytes, to } = window;
    const lastBreak = lastBreakOf(bytes, window.from, to);
    let at = window.from;
    for (;;) {
      if (this.#rows !== undefined && this.#rows.read >= this.#chunkRows) {
        window.advance(at);
        return true;
      }
      const first = bytes[at];
      const noRow =
        first === lineFeed ||
        first === carriageReturn ||
        first === this.#comment ||
        this.#isHeader(bytes, at);
      const next =
        at < lastBreak && !noRow && this.#parseRow !== undefined ? this.#parseRow(bytes, at) : unusual;
      if (next !== unusual) {
        this.#rows!.keep(this.#cutter.line++);
        at = next;
        continue;
      }
      window.advance(at);
      const record = this.#cutter.next(window, final);
      if (record === undefined) return false;
      this.#addRecord(record);
      at = window.from;
    }
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

  #addRecord(record: CsvRecord): void {
    const { line, cells } = record;
    const uri = this.#uri;
    const schema = this.#schema;
    const { header } = schema.file;
    if (record.namesColumns && (!header || this.#rows !== undefined)) {
      if (header) checkNames(record, this.#names, uri);
      return;
    }
    const first = this.#rows === undefined;
    if (this.#rows === undefined) {
      const { names } = fileLayout(schema);
      this.#names = names?.(cells.length) ?? headerNames(cells, uri);
      const unknown = checkLayout(uri, schema, this.#names, undefined);
      this.#rows = new TypedRows(uri, schema, this.#names, unknown, this.#chunkRows);
      this.#isHeader = mayBeHeader(this.#names, schema.file.delimiter);
      if (names === null) {
        this.#parseRow = this.#rowParser(this.#rows);
        return;
      }
    }
    const fault = recordFault(record, this.#names, schema.file.delimiter, first);
    if (fault !== undefined) {
      this.#rows.addMalformed({ line, cells, ...fault });
      return;
    }
    if (this.#parseRow === undefined) {
      checkLayout(uri, schema, this.#names, cells);
      this.#parseRow = this.#rowParser(this.#rows);
    }
    this.#rows.addCells(line, cells);
  }

  #rowParser(rows: TypedRows): RowParser {
    const { delimiter } = this.#schema.file;
    // Cells are found by one byte.
    if (!/^[\0-\x7f]$/.test(delimiter)) return () => unusual;
    return rowParser(rows, this.#names.length, delimiter.charCodeAt(0));
  }
}

/** The last line break with another byte behind it: rows that begin before it are whole. */
function lastBreakOf(bytes: Uint8Array, from: number, to: number): number {
  if (to - from < 2) return -1;
  const last = bytes.lastIndexOf(lineFeed, to - 2);
  return last >= from ? last : bytes.lastIndexOf(carriageReturn, to - 2);
}
