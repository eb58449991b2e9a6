import { type ColumnReader, UNREADABLE } from '../../schema/columns/column-reader.ts';
import { columnReaders } from '../../schema/columns/column-readers.ts';
import type { DatasetSchema } from '../../schema/dataset-schema.ts';
import { onInvalidOf } from '../../schema/columns/column.ts';
import { ExactCellsBuilder } from '../../rows/exact-cells.ts';
import { positionOf } from '../../rows/position-of.ts';
import { cellsByName, malformedRow, unreadableCell } from '../../rows/reject-row.ts';
import type { TypedChunk } from '../../rows/typed-chunk.ts';
import type { QuarantinedRow, RowProblem } from '../../rows/quarantine.ts';
import type { MalformedRow } from '../../rows/source.ts';
import { CellCache } from './cell-cache.ts';
import { utf8Text } from './utf8.ts';

const plus = 43;
const nine = 57;

/** One column of the schema while a file is parsed. */
export interface TypedColumn {
  readonly reader: ColumnReader;
  /** Position among the file's cells; -1 where the file lacks the column. */
  readonly position: number;
  /** Where its numbers begin in the chunk's numbers; -1 for a text column. */
  readonly offset: number;
  /** Whether plain digits can be taken as they are: no missing token of the column is a number, and it has no notation of its own. */
  readonly plainDigits: boolean;
  texts: (string | null)[];
  readonly cache: CellCache<number | string | null | typeof UNREADABLE>;
}

/** The typed rows of a chunk while it is filled: row `row` is written cell by cell and kept by `keep`. */
export class TypedRows {
  readonly columns: readonly TypedColumn[];
  readonly capacity: number;
  /** All number columns, one after another. */
  numbers: Float64Array;
  /** Rows kept. */
  row = 0;
  #lines: Float64Array;
  readonly #exact = new ExactCellsBuilder();
  /** Whether the row that is being written has exact cells. */
  #isExact = false;
  #rejected: QuarantinedRow[] = [];
  /** Arrays of chunks that have been given back. */
  readonly #spare: { readonly numbers: Float64Array; readonly lines: Float64Array }[] = [];
  readonly #stride: number;
  readonly #uri: string;
  readonly #names: readonly string[];
  readonly #unknownColumns: readonly string[];

  constructor(
    uri: string,
    schema: DatasetSchema,
    names: readonly string[],
    unknownColumns: readonly string[],
    capacity: number,
  ) {
    this.#uri = uri;
    this.#names = names;
    this.#unknownColumns = unknownColumns;
    this.capacity = capacity;
    // A stride of a power of two would put the same row of every column into the same few cache lines.
    this.#stride = capacity + 24;
    let numeric = 0;
    this.columns = [...columnReaders(schema).values()].map((reader) => ({
      reader,
      position: positionOf(reader, names),
      offset: reader.numeric ? this.#stride * numeric++ : -1,
      plainDigits:
        reader.column.notation === undefined &&
        (reader.column.missing ?? schema.missing).every((token) => !/\d/.test(token)),
      texts: [],
      cache: new CellCache(),
    }));
    this.numbers = new Float64Array(this.#stride * numeric);
    this.#lines = new Float64Array(capacity);
  }

  /** Rows seen since the last chunk, kept or not. */
  get read(): number {
    return this.row + this.#rejected.length;
  }

  /** Reads a cell from its bytes into the row; false where its text cannot be read as the column's type. */
  put(column: TypedColumn, bytes: Uint8Array, start: number, end: number, hash: number): boolean {
    // Words come again and again in a column of numbers (`?`, true), long numbers do not.
    const once =
      start < end &&
      column.plainDigits &&
      column.offset >= 0 &&
      bytes[start]! <= nine &&
      bytes[start]! >= plus;
    let cell = once ? undefined : column.cache.find(bytes, start, end, hash);
    let text: string | undefined;
    if (cell === undefined) {
      text = utf8Text(bytes, start, end);
      cell = typed(column.reader, text);
      if (!once) column.cache.add(bytes, start, end, hash, cell);
    }
    if (cell === UNREADABLE) return false;
    if (column.offset < 0) column.texts[this.row] = cell as string | null;
    else {
      this.numbers[column.offset + this.row] = cell as number;
      // Shorter ones a double holds as they are written.
      if (end - start > 15) this.#keepExact(column.reader, text ?? utf8Text(bytes, start, end), cell);
    }
    return true;
  }

  #keepExact(reader: ColumnReader, text: string, cell: number | string | null): void {
    const exact = reader.exact(text, cell);
    if (exact === undefined) return;
    this.#exact.set(reader.column.name, this.row, exact);
    this.#isExact = true;
  }

  /** Keeps the row that has been written, which began on that line. */
  keep(line: number): void {
    this.#lines[this.row++] = line;
    this.#isExact = false;
  }

  addMalformed(row: MalformedRow): void {
    this.#forgetRow();
    this.#rejected.push(malformedRow(this.#uri, this.#names, row));
  }

  /** Types a row that was not read cell by cell, and keeps or rejects it. */
  addCells(line: number, cells: readonly string[]): void {
    const problems: RowProblem[] = [];
    this.#forgetRow();
    for (const column of this.columns) {
      const raw = column.position < 0 ? null : cells[column.position];
      const cell = typed(column.reader, raw);
      if (cell === UNREADABLE) problems.push(unreadableCell(column.reader, raw));
      else if (column.offset < 0) column.texts[this.row] = cell as string | null;
      else {
        this.numbers[column.offset + this.row] = cell as number;
        if (typeof raw === 'string') this.#keepExact(column.reader, raw, cell);
      }
    }
    if (problems.length === 0) {
      this.keep(line);
      return;
    }
    this.#forgetRow();
    this.#rejected.push({ source: this.#uri, line, problems, cells: cellsByName(this.#names, cells) });
  }

  /** A row that was begun cell by cell may be read again, or be rejected. */
  #forgetRow(): void {
    if (this.#isExact) this.#exact.drop(this.row);
    this.#isExact = false;
  }

  /** The rows since the last chunk; goes on empty. */
  take(): TypedChunk {
    this.#forgetRow();
    const { row: rows, read } = this;
    for (const { reader, position, offset } of this.columns) {
      if (position < 0 && offset >= 0) {
        // Absent cells are as good as missing ones.
        this.numbers.fill(reader.read(null) as number, offset, offset + rows);
      }
    }
    // A chunk that is far from full would keep all of its buffer.
    const own = rows * 2 < this.capacity;
    const part = (data: Float64Array, start: number) =>
      own ? data.slice(start, start + rows) : data.subarray(start, start + rows);
    const columns = new Map(
      this.columns.map((column) => [
        column.reader.column.name,
        column.offset >= 0 ? part(this.numbers, column.offset) : this.#texts(column, rows),
      ]),
    );
    const lines = part(this.#lines, 0);
    const chunk: TypedChunk = {
      table: { rows, columns },
      lines,
      exact: this.#exact.take(),
      rejected: this.#rejected,
      read,
      unknownColumns: this.#unknownColumns,
    };
    this.#rejected = [];
    this.row = 0;
    if (own) return chunk;
    const given = { numbers: this.numbers, lines: this.#lines };
    const next = this.#spare.pop();
    this.numbers = next?.numbers ?? new Float64Array(this.numbers.length);
    this.#lines = next?.lines ?? new Float64Array(this.capacity);
    return { ...chunk, release: () => this.#spare.push(given) };
  }

  #texts(column: TypedColumn, rows: number): (string | null)[] {
    const { texts, position } = column;
    column.texts = [];
    // A row that was written and then rejected leaves a text behind the last one.
    texts.length = rows;
    return position < 0 ? texts.fill(null) : texts;
  }
}

/** The typed cell, with values that the column imputes already missing. */
function typed(reader: ColumnReader, raw: unknown): number | string | null | typeof UNREADABLE {
  const cell = reader.read(raw);
  if (cell !== UNREADABLE || onInvalidOf(reader.column) !== 'impute') return cell;
  return reader.numeric ? Number.NaN : null;
}
