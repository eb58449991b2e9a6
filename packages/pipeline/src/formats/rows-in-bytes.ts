import type { ByteSource, RandomBytes } from '@rampart/core/formats';
import type { FormatName } from './index.ts';
import { formatOf } from './format-of.ts';

const headBytes = 2 ** 20;
const newline = 10;

/**
 * About how many rows a table has, by its metadata or by the lines of its beginning; null where neither tells. The
 * format is that which is told, else that of the name's ending.
 */
export async function rowsInBytes(bytes: ByteSource, told: FormatName | undefined): Promise<number | null> {
  const format = formatOf(bytes.uri, bytes.uri, told).name;
  const opened = await bytes.open();
  try {
    if (format === 'parquet') return await rowsOfParquet(opened);
    return format === 'csv' || format === 'ndjson' ? await linesOf(opened) : null;
  } finally {
    await opened.close();
  }
}

async function rowsOfParquet(bytes: RandomBytes): Promise<number> {
  const { parquetMetadataAsync } = await import('hyparquet');
  const slice = async (start: number, end = bytes.size) => {
    const part = await bytes.slice(start < 0 ? bytes.size + start : start, end);
    return part.slice().buffer as ArrayBuffer;
  };
  return Number((await parquetMetadataAsync({ byteLength: bytes.size, slice })).num_rows);
}

async function linesOf(bytes: RandomBytes): Promise<number | null> {
  const head = await bytes.slice(0, Math.min(headBytes, bytes.size));
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const lines = head.reduce((count, byte) => (byte === newline ? count + 1 : count), 0);
  return isGzip || lines === 0 ? null : Math.round((lines * bytes.size) / head.length);
}
