import { type ColumnReader, UNREADABLE } from '../schema/columns/column-reader.ts';
import { columnReaders } from '../schema/columns/column-readers.ts';
import type { DatasetSchema } from '../schema/dataset-schema.ts';
import { ExactCellsBuilder } from './exact-cells.ts';
import { onInvalidOf } from '../schema/columns/column.ts';
import type { MalformedRow } from './source.ts';
import type { QuarantinedRow, RowProblem } from './quarantine.ts';
import { type ColumnBuilder, numberBuilder, textBuilder } from './column-builder.ts';
import { positionOf } from './position-of.ts';
import { cellsByName, malformedRow, roundedKey, unreadableCell } from './reject-row.ts';
import type { TypedChunk } from './typed-chunk.ts';

/** Types raw rows one by one and gives them back as a chunk. */
export interface ChunkBuilder {
  /** Says which columns the cells of the rows to come are in; those of earlier rows keep their place. */
  setNames(names: readonly string[], unknownColumns: readonly string[]): void;
  /** Types one row; where a cell cannot be typed the row is rejected with all its reasons. */
  addRow(line: number, cells: readonly unknown[]): void;
  addMalformed(row: MalformedRow): void;
  /** Rows added since the last chunk. */
  readonly read: number;
  /** The rows added since the last chunk; the builder goes on empty. */
  take(): TypedChunk;
}

interface ColumnPlan {
  readonly reader: ColumnReader;
  builder: ColumnBuilder;
  /** Position in the source's rows; -1 where the source lacks the column. */
  position: number;
}

/** A builder for the rows of a source. */
export function chunkBuilder(uri: string, schema: DatasetSchema): ChunkBuilder {
  let names: readonly string[] = [];
  let unknownColumns: readonly string[] = [];
  const plan: ColumnPlan[] = [...columnReaders(schema).values()].map((reader) => ({
    reader,
    builder: emptyColumn(reader),
    position: -1,
  }));
  let lines = numberBuilder();
  let rejected: QuarantinedRow[] = [];
  let read = 0;
  let kept = 0;
  const exact = new ExactCellsBuilder();
  const key = new Set(schema.key);
  return {
    setNames(given, unknown) {
      names = given;
      unknownColumns = unknown;
      for (const column of plan) column.position = positionOf(column.reader, names);
    },
    get read() {
      return read;
    },
    addRow(line, cells) {
      read++;
      const problems = typeRow(plan, cells, key, (column, decimal) => exact.set(column, kept, decimal));
      if (problems === undefined) {
        kept++;
        lines.push(line);
      } else rejected.push({ source: uri, line, problems, cells: cellsByName(names, cells) });
    },
    addMalformed(row) {
      read++;
      rejected.push(malformedRow(uri, names, row));
    },
    take() {
      const columns = new Map(plan.map(({ reader, builder }) => [reader.column.name, builder.finish()]));
      const finished = lines.finish() as Float64Array;
      const table = { rows: finished.length, columns };
      const chunk = { table, lines: finished, exact: exact.take(), rejected, read, unknownColumns };
      kept = 0;
      for (const column of plan) column.builder = emptyColumn(column.reader);
      lines = numberBuilder();
      rejected = [];
      read = 0;
      return chunk;
    },
  };
}

function emptyColumn(reader: ColumnReader): ColumnBuilder {
  return reader.numeric ? numberBuilder() : textBuilder();
}

/** Types one row into the builders; on a problem nothing is kept of it and all its reasons are returned. */
function typeRow(
  plan: readonly ColumnPlan[],
  cells: readonly unknown[],
  key: ReadonlySet<string>,
  onExact: (column: string, decimal: string) => void,
): RowProblem[] | undefined {
  let problems: RowProblem[] | undefined;
  const typed = new Array<number | string | null>(plan.length);
  for (let i = 0; i < plan.length; i++) {
    const { reader, position } = plan[i]!;
    const raw = position < 0 ? null : cells[position];
    const cell = reader.read(raw);
    if (typeof raw === 'number' && isRounded(raw) && key.has(reader.column.name)) {
      (problems ??= []).push(roundedKey(reader, raw));
    } else if (cell !== UNREADABLE) typed[i] = cell;
    else if (onInvalidOf(reader.column) === 'impute') typed[i] = reader.numeric ? Number.NaN : null;
    else (problems ??= []).push(unreadableCell(reader, raw));
  }
  if (problems === undefined) {
    for (let i = 0; i < plan.length; i++) {
      const { reader, builder, position } = plan[i]!;
      builder.push(typed[i]!);
      const raw = position < 0 ? null : cells[position];
      // Nothing is left out of a number, nor of a short text.
      if (raw === null || typeof raw === 'number' || (typeof raw === 'string' && raw.length <= 15)) continue;
      const decimal = reader.exact(raw, typed[i]!);
      if (decimal !== undefined) onExact(reader.column.name, decimal);
    }
  }
  return problems;
}

/** Whether a double may stand for several integers: what it was before somebody made a double of it cannot be told. */
function isRounded(raw: number): boolean {
  return Math.abs(raw) > Number.MAX_SAFE_INTEGER && Number.isFinite(raw);
}
