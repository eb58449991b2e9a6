import type { SinkColumnType, SinkValue } from '../../rows/sink.ts';
import { double, microseconds } from './column-cells.ts';
import { columnGroups } from './column-groups.ts';
import type { TableWriter } from './table-writer.ts';

const pieceBytes = 2 ** 20;

/**
 * An Arrow IPC file: float64, UTF-8, timestamps in microseconds, JSON as UTF-8; missing values null. Its library
 * writes a file only as a whole, so the encoded columns are held in memory until the end: about 8 bytes a number.
 */
export const arrowWriter: TableWriter = {
  async *encode(batches) {
    const {
      Column,
      columnFromArray,
      float64,
      int64,
      tableFromColumns,
      tableToIPC,
      TimeUnit,
      timestamp,
      utf8,
    } = await import('@uwdata/flechette');
    // Made once: the batches of a column must share their type.
    const types = {
      number: float64(),
      text: utf8(),
      json: utf8(),
      time: timestamp(TimeUnit.MICROSECOND, 'UTC'),
    };
    // The library takes times as milliseconds in a double: as the integers that they are stored as they are exact.
    const encodings = { ...types, time: int64() };
    type Encoded = InstanceType<typeof Column>;
    const parts: { name: string; type: SinkColumnType; data: Encoded['data'][number][] }[] = [];
    for await (const { columns, values, rows } of columnGroups(batches)) {
      if (parts.length === 0) parts.push(...columns.map(({ name, type }) => ({ name, type, data: [] })));
      if (rows === 0) continue;
      for (const [at, { name, type, data }] of parts.entries()) {
        const cells = values[at]!.map((value) => cellOf[type](value, name));
        data.push(...columnFromArray(cells as unknown[], encodings[type]).data);
      }
    }
    const table = tableFromColumns(
      parts.map(({ name, type, data }) => [name, new Column(data, types[type])] as [string, Encoded]),
    );
    // Left where they are: to join them would take as much memory again.
    const written: Uint8Array[] = [];
    tableToIPC(table, {
      format: 'file',
      sink: {
        write: (bytes) => void written.push(bytes),
        pad: (count) => void written.push(new Uint8Array(count)),
        finish: () => null,
      },
    });
    yield* inPieces(written);
  },
};

const cellOf: Readonly<Record<SinkColumnType, (value: SinkValue, column: string) => unknown>> = {
  number: double,
  text: (value) => value,
  time: microseconds,
  json: jsonText,
};

function jsonText(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** Small neighbours joined, since each piece becomes a write of its own. */
function* inPieces(buffers: readonly Uint8Array[]): Generator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for (const buffer of buffers) {
    waiting.push(buffer);
    size += buffer.length;
    if (size < pieceBytes) continue;
    yield waiting.length === 1 ? buffer : Buffer.concat(waiting);
    waiting = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(waiting);
}
