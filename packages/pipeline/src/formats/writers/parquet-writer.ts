import type { SinkColumn, SinkColumnType, SinkValue } from '../../rows/sink.ts';
import { double, microseconds } from './column-cells.ts';
import { columnGroups } from './column-groups.ts';
import type { TableWriter } from './table-writer.ts';

/** Parquet, compressed with Snappy: doubles, UTF-8 texts, times in microseconds UTC, JSON; every column may hold nulls. */
export const parquetWriter: TableWriter = {
  async *encode(batches) {
    const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
    const bytes = new ByteWriter();
    /** The bytes since the last time; offsets within the file go on counting. */
    const take = () => {
      const taken = bytes.getBytes().slice();
      bytes.index = 0;
      return taken;
    };
    let writer: InstanceType<typeof ParquetWriter> | undefined;
    for await (const { columns, values, rows } of columnGroups(batches)) {
      const columnData = columns.map(({ name, type }, at) => ({
        name,
        data: cells(values[at]!, type, name) as unknown[],
        ...(type === 'time' ? {} : { type: types[type], nullable: true }),
      }));
      writer ??= new ParquetWriter({
        writer: bytes,
        schema: schemaFromColumnData({ columnData, schemaOverrides: timeColumns(columns) }),
      });
      if (rows > 0) await writer.write({ columnData, rowGroupSize: rows });
      yield take();
    }
    await writer?.finish();
    yield take();
  },
};

const types = { number: 'DOUBLE', text: 'STRING', json: 'JSON' } as const satisfies Record<
  Exclude<SinkColumnType, 'time'>,
  string
>;

function cells(values: readonly SinkValue[], type: SinkColumnType, name: string): readonly unknown[] {
  if (type === 'time') return values.map((value) => microseconds(value, name));
  return type === 'number' ? values.map((value) => double(value, name)) : values;
}

function timeColumns(columns: readonly SinkColumn[]) {
  return Object.fromEntries(
    columns
      .filter(({ type }) => type === 'time')
      .map(({ name }) => [
        name,
        { name, type: 'INT64', converted_type: 'TIMESTAMP_MICROS', repetition_type: 'OPTIONAL' } as const,
      ]),
  );
}
