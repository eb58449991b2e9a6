import type { ColumnData, DatasetSchema } from '@rampart/core';
import {
  columnOf,
  columnReaders,
  isMissing,
  isoTime,
  plainDecimal,
  sourceColumns,
} from '@rampart/core/internal/tables';
import { ExactValue } from '../rows/exact-value.ts';
import type { SinkBatch, SinkColumn, SinkValue } from '../rows/sink.ts';
import type { CheckedChunk } from './checked-chunk.ts';

const rowsPerBatch = 1000;

/**
 * The columns of a dataset as a sink writes them: times as such, everything else a number or a text, with the
 * notation in which the same schema reads it again. Derived columns are left out, since whoever reads the rows computes them anew.
 */
export function sinkColumns(schema: DatasetSchema): SinkColumn[] {
  const readers = columnReaders(schema);
  return sourceColumns(schema).map(({ name, kind, notation }) => ({
    name,
    type: kind === 'time' ? 'time' : readers.get(name)!.numeric ? 'number' : 'text',
    ...(notation && { notation }),
  }));
}

/** The ids of a chunk's rows, and those that earlier versions may have given them, by the position of the row. */
export interface RecordIds {
  readonly ids: readonly string[];
  readonly former: ReadonlyMap<number, readonly string[]>;
}

/** A chunk as batches of records, made one by one as they are asked for; `ids` are given where ids are wanted. */
export function* recordBatches(
  schema: DatasetSchema,
  { table, lines, exact }: CheckedChunk,
  ids: RecordIds | null,
): Generator<SinkBatch> {
  const columns = sinkColumns(schema);
  const cells = columns.map(({ name, type }) => ({
    name,
    read: cellReader(columnOf(table, name), type, exact?.get(name)),
  }));
  // To copy it takes half the time of adding field by field to an object without any.
  const blank: Readonly<Record<string, SinkValue>> = Object.fromEntries(
    cells.map(({ name }) => [name, null]),
  );
  for (let start = 0; start === 0 || start < table.rows; start += rowsPerBatch) {
    const records = [];
    for (let row = start; row < Math.min(start + rowsPerBatch, table.rows); row++) {
      const fields = { ...blank };
      for (const { name, read } of cells) fields[name] = read(row);
      const formerIds = ids?.former.get(row);
      records.push({
        id: ids?.ids[row],
        ...(formerIds === undefined ? {} : { formerIds }),
        line: lines[row]!,
        fields,
      });
    }
    yield { columns, records };
  }
}

function cellReader(
  data: ColumnData,
  type: SinkColumn['type'],
  exact: ReadonlyMap<number, string> | undefined,
): (row: number) => SinkValue {
  return (row) => {
    const cell = data[row]!;
    if (isMissing(cell)) return null;
    const decimal = exact?.get(row);
    if (type === 'time') return timeValue(cell as number, decimal);
    return decimal === undefined ? cell : new ExactValue('number', decimal, cell as number);
  };
}

function timeValue(milliseconds: number, decimal: string | undefined): SinkValue {
  if (decimal === undefined && Number.isInteger(milliseconds)) return new Date(milliseconds);
  return new ExactValue('time', isoTime(decimal ?? plainDecimal(milliseconds)), milliseconds);
}
