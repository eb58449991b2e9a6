import type { SinkColumnType, SinkRecord } from '../sink.ts';
import type { TableWriter } from './table-writer.ts';

/**
 * An Arrow IPC file: float64, UTF-8, timestamps in milliseconds, JSON as UTF-8; missing values null. Its footer
 * must know every batch, so the encoded columns are held in memory until the end: about 8 bytes a number.
 */
export const arrowWriter: TableWriter = {
  async *encode(batches) {
    const { Column, columnFromArray, float64, tableFromColumns, tableToIPC, TimeUnit, timestamp, utf8 } =
      await import('@uwdata/flechette');
    // Made once: the batches of a column must share their type.
    const types = {
      number: float64(),
      text: utf8(),
      json: utf8(),
      time: timestamp(TimeUnit.MILLISECOND, 'UTC'),
    };
    type Encoded = InstanceType<typeof Column>;
    const parts = new Map<
      string,
      { readonly type: SinkColumnType; readonly data: Encoded['data'][number][] }
    >();
    for await (const { columns, records } of batches) {
      for (const { name, type } of columns) {
        const part = parts.get(name) ?? { type, data: [] };
        parts.set(name, part);
        if (records.length === 0) continue;
        part.data.push(...columnFromArray(valuesOf(records, name, type), types[type]).data);
      }
    }
    const table = tableFromColumns(
      [...parts].map(([name, { type, data }]) => [name, new Column(data, types[type])] as [string, Encoded]),
    );
    yield tableToIPC(table, { format: 'file' })!;
  },
};

function valuesOf(records: readonly SinkRecord[], name: string, type: SinkColumnType): unknown[] {
  return records.map(({ fields }) => {
    const value = fields[name] ?? null;
    if (value === null || Number.isNaN(value)) return null;
    return type === 'json' ? JSON.stringify(value) : value;
  });
}
