import {
  type ColumnReader,
  columnReaders,
  type DatasetSchema,
  quote,
  RampartError,
  type TypedTable,
  UNREADABLE,
} from '@rampart/core';
import type { RawBatch, Source } from '../sources/source.ts';
import type { QuarantinedRow, RowProblem } from '../validation/quarantine.ts';
import { fileLayout } from './file-layout.ts';
import { requireColumns } from './require-columns.ts';
import { type ColumnBuilder, numberBuilder, textBuilder } from './column-builder.ts';

/** A source read whole: the rows that could be typed, and those that could not. */
export interface ReadTable {
  /** Rows that the source held, well-formed or not. */
  readonly read: number;
  readonly table: TypedTable;
  /** The line of the source on which each row of the table begins. */
  readonly lines: Float64Array;
  /** Rows that cannot be typed, each with all its reasons. */
  readonly rejected: readonly QuarantinedRow[];
  /** Columns of the source that the schema does not know; they are left out. */
  readonly unknownColumns: readonly string[];
}

/** How a table is read. */
export interface ReadTableOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told after each batch how many rows have been read. */
  readonly onRows?: (rows: number) => void;
}

/** Reads a source into a typed table. Only typing happens here; whether values lie in their domains is judged by validation. */
export async function readTable(
  source: Source,
  schema: DatasetSchema,
  { signal, onRows }: ReadTableOptions = {},
): Promise<ReadTable> {
  let plan: ColumnPlan[] | undefined;
  let unknownColumns: string[] = [];
  const lines = numberBuilder();
  const rejected: QuarantinedRow[] = [];
  let read = 0;
  for await (const batch of source.read({ ...fileLayout(schema), signal })) {
    if (plan === undefined) {
      requireColumns(source.uri, schema, batch.names, 'training');
      plan = planColumns(schema, batch.names);
      unknownColumns = batch.names.filter((name) => !columnReaders(schema).has(name));
      refuseHiddenHeader(source.uri, schema, batch);
    }
    for (const row of batch.malformed) rejected.push(malformedRow(source.uri, batch.names, row));
    for (const row of batch.rows) {
      const problems = readRow(plan, row.cells);
      if (problems === undefined) lines.push(row.line);
      else
        rejected.push({
          source: source.uri,
          line: row.line,
          problems,
          cells: toRecord(batch.names, row.cells),
        });
    }
    read += batch.rows.length + batch.malformed.length;
    onRows?.(read);
  }
  if (plan === undefined || read === 0) {
    throw new RampartError('source', {
      where: source.uri,
      expected: 'at least one row',
      received: schema.file.header ? 'a header line without rows' : 'no row',
    });
  }
  const columns = new Map(plan.map(({ reader, builder }) => [reader.column.name, builder.finish()]));
  const finished = lines.finish() as Float64Array;
  return { read, table: { rows: finished.length, columns }, lines: finished, rejected, unknownColumns };
}

interface ColumnPlan {
  readonly reader: ColumnReader;
  readonly builder: ColumnBuilder;
  /** Position in the source's rows; -1 where the source lacks the column. */
  readonly position: number;
}

function planColumns(schema: DatasetSchema, names: readonly string[]): ColumnPlan[] {
  return [...columnReaders(schema).values()].map((reader) => ({
    reader,
    builder: reader.numeric ? numberBuilder() : textBuilder(),
    position: names.indexOf(reader.column.name),
  }));
}

/** Types one row into the builders; on a problem nothing is kept of it and all its reasons are returned. */
function readRow(plan: readonly ColumnPlan[], cells: readonly unknown[]): RowProblem[] | undefined {
  let problems: RowProblem[] | undefined;
  const typed = new Array<number | string | null>(plan.length);
  for (let i = 0; i < plan.length; i++) {
    const { reader, position } = plan[i]!;
    const raw = position < 0 ? null : cells[position];
    const cell = reader.read(raw);
    if (cell !== UNREADABLE) {
      typed[i] = cell;
    } else if (reader.column.onInvalid === 'impute') {
      typed[i] = reader.numeric ? Number.NaN : null;
    } else {
      const { name, role } = reader.column;
      const rule = role === 'target' ? 'label' : 'unreadable';
      (problems ??= []).push({ column: name, rule, expected: reader.expected, received: quote(raw) });
    }
  }
  if (problems === undefined) {
    for (let i = 0; i < plan.length; i++) plan[i]!.builder.push(typed[i]!);
  }
  return problems;
}

function malformedRow(
  uri: string,
  names: readonly string[],
  row: RawBatch['malformed'][number],
): QuarantinedRow {
  const count = row.cells.length;
  return {
    source: uri,
    line: row.line,
    problems: [
      {
        column: null,
        rule: 'cells',
        expected: `${row.expectedCells} cells`,
        received: `${count} ${count === 1 ? 'cell' : 'cells'}`,
      },
    ],
    cells: toRecord(names, row.cells),
  };
}

/** Cells by column name; those beyond the last column are kept under their position. */
function toRecord(names: readonly string[], cells: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(cells.map((cell, at) => [names[at] ?? `cell ${at + 1}`, cell]));
}

/** A header line in a file that should have none would otherwise end as one strange row in the quarantine. */
function refuseHiddenHeader(uri: string, schema: DatasetSchema, batch: RawBatch): void {
  const first = batch.rows[0]?.cells;
  if (schema.file.header || first === undefined) return;
  const same = first.filter((cell, at) => String(cell).trim() === batch.names[at]).length;
  if (same * 2 > batch.names.length) {
    throw new RampartError('source', {
      where: `${uri}, line 1`,
      expected: 'a row of data, since the schema says that this file has no header line',
      received: 'a header line',
      fix: 'Set `file: { header: true }` in the schema.',
    });
  }
}
