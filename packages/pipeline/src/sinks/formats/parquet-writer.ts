import type { SinkBatch, SinkBatches, SinkColumn, SinkColumnType, SinkRecord } from '../sink.ts';
import type { TableWriter } from './table-writer.ts';

const rowsPerGroup = 65_536;

/** Parquet, compressed with Snappy: doubles, UTF-8 texts, times in milliseconds UTC, JSON; every column may hold nulls. */
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
    for await (const { columns, records } of groups(batches)) {
      const columnData = columns.map((column) => ({
        name: column.name,
        data: records.map(({ fields }) => storable(fields[column.name])),
        ...(column.type === 'time' ? {} : { type: types[column.type], nullable: true }),
      }));
      writer ??= new ParquetWriter({
        writer: bytes,
        schema: schemaFromColumnData({ columnData, schemaOverrides: timeColumns(columns) }),
      });
      if (records.length > 0) await writer.write({ columnData, rowGroupSize: rowsPerGroup });
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

/** The library's own type for times counts microseconds, which other readers do not turn into dates. */
function timeColumns(columns: readonly SinkColumn[]) {
  return Object.fromEntries(
    columns
      .filter(({ type }) => type === 'time')
      .map(({ name }) => [
        name,
        { name, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', repetition_type: 'OPTIONAL' } as const,
      ]),
  );
}

function storable(value: unknown): unknown {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** Records in the row groups of the file. The first group comes even where it is empty, since it names the columns. */
async function* groups(batches: SinkBatches): AsyncGenerator<SinkBatch> {
  let columns: readonly SinkColumn[] | undefined;
  let records: SinkRecord[] = [];
  let given = false;
  for await (const batch of batches) {
    columns ??= batch.columns;
    for (const record of batch.records) records.push(record);
    if (records.length < rowsPerGroup) continue;
    yield { columns, records };
    records = [];
    given = true;
  }
  if (columns !== undefined && (records.length > 0 || !given)) yield { columns, records };
}
