import { type ColumnData, type DatasetSchema, isMissing } from '@rampart/core';
import type { SinkBatch, SinkColumn, SinkValue } from '../sinks/sink.ts';
import type { CheckedChunk } from './checked-chunk.ts';

const rowsPerBatch = 1000;

/** The columns of a dataset as a sink writes them: times as such, everything else a number or a text. */
export function sinkColumns(schema: DatasetSchema, table: CheckedChunk['table']): SinkColumn[] {
  const times = new Set(schema.columns.filter(({ kind }) => kind === 'time').map(({ name }) => name));
  return [...table.columns].map(([name, data]) => ({
    name,
    type: times.has(name) ? 'time' : data instanceof Float64Array ? 'number' : 'text',
  }));
}

/** A chunk as batches of records, made one by one as they are asked for; `ids` are those of its rows, where ids are wanted. */
export function* recordBatches(
  schema: DatasetSchema,
  { table, lines }: CheckedChunk,
  ids: readonly string[] | null,
): Generator<SinkBatch> {
  const columns = sinkColumns(schema, table);
  const cells = columns.map(({ name, type }) => ({ name, read: cellReader(table.columns.get(name)!, type) }));
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
