import type { ColumnData, DatasetSchema } from '@rampart/core';
import { columnOf, columnReaders, isMissing, sourceColumns } from '@rampart/core/internal';
import type { SinkBatch, SinkColumn, SinkValue } from '../rows/sink.ts';
import type { CheckedChunk } from './checked-chunk.ts';

const rowsPerBatch = 1000;

/**
 * The columns of a dataset as a sink writes them: times as such, everything else a number or a text. Derived columns
 * are left out, since whoever reads the rows computes them anew.
 */
export function sinkColumns(schema: DatasetSchema): SinkColumn[] {
  const readers = columnReaders(schema);
  return sourceColumns(schema).map(({ name, kind }) => ({
    name,
    type: kind === 'time' ? 'time' : readers.get(name)!.numeric ? 'number' : 'text',
  }));
}

/** A chunk as batches of records, made one by one as they are asked for; `ids` are those of its rows, where ids are wanted. */
export function* recordBatches(
  schema: DatasetSchema,
  { table, lines }: CheckedChunk,
  ids: readonly string[] | null,
): Generator<SinkBatch> {
  const columns = sinkColumns(schema);
  const cells = columns.map(({ name, type }) => ({ name, read: cellReader(columnOf(table, name), type) }));
  for (let start = 0; start === 0 || start < table.rows; start += rowsPerBatch) {
    const records = [];
    for (let row = start; row < Math.min(start + rowsPerBatch, table.rows); row++) {
      const fields: Record<string, SinkValue> = {};
      for (const { name, read } of cells) fields[name] = read(row);
      records.push({ id: ids?.[row], line: lines[row]!, fields });
    }
    yield { columns, records };
  }
}

function cellReader(data: ColumnData, type: SinkColumn['type']): (row: number) => SinkValue {
  return (row) => {
    const cell = data[row]!;
    if (isMissing(cell)) return null;
    return type === 'time' ? new Date(cell as number) : cell;
  };
}
