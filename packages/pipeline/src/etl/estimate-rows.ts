import { connectMongodb, parseMongodbAddress } from '@rampart/core/connections/mongodb';
import type { ByteSource, FormatName, RandomBytes } from '@rampart/core/formats';
import { fileBytes } from '../sources/file-bytes.ts';
import { formatOf } from '../formats/format-of.ts';
import { s3Bytes } from '../sources/s3-bytes.ts';
import { filePathOf, schemeOf } from '@rampart/core/connections';

const headBytes = 2 ** 20;
const newline = 10;

/**
 * About how many rows a source holds, for telling how long it will take; null where that cannot be known at
 * little cost, or at all. It never fails: what is wrong with a source is told when it is read.
 */
export async function estimateRows(uri: string, told?: FormatName): Promise<number | null> {
  try {
    const scheme = schemeOf(uri);
    if (scheme === 'mongodb' || scheme === 'mongodb+srv') return await countDocuments(uri);
    const bytes = bytesOf(uri, scheme);
    if (bytes === undefined) return null;
    const opened = await bytes.open();
    try {
      return await rowsIn(opened, formatOf(bytes.uri, bytes.uri, told).name);
    } finally {
      await opened.close();
    }
  } catch {
    return null;
  }
}

function bytesOf(uri: string, scheme: string | undefined): ByteSource | undefined {
  if (scheme === undefined && uri !== '-') return fileBytes(uri);
  if (scheme === 'file') return fileBytes(filePathOf(uri));
  return scheme === 's3' ? s3Bytes(uri) : undefined;
}

async function rowsIn(bytes: RandomBytes, format: FormatName): Promise<number | null> {
  if (format === 'parquet') {
    const { parquetMetadataAsync } = await import('hyparquet');
    const slice = async (start: number, end = bytes.size) => {
      const part = await bytes.slice(start < 0 ? bytes.size + start : start, end);
      return part.slice().buffer as ArrayBuffer;
    };
    return Number((await parquetMetadataAsync({ byteLength: bytes.size, slice })).num_rows);
  }
  if (format !== 'csv' && format !== 'ndjson') return null;
  const head = await bytes.slice(0, Math.min(headBytes, bytes.size));
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const lines = head.reduce((count, byte) => (byte === newline ? count + 1 : count), 0);
  return isGzip || lines === 0 ? null : Math.round((lines * bytes.size) / head.length);
}

async function countDocuments(uri: string): Promise<number | null> {
  const address = parseMongodbAddress(uri);
  // Counting what a query finds may take as long as reading it.
  if (address.query !== undefined) return null;
  const client = await connectMongodb(address, 'source');
  try {
    return await client.db(address.database).collection(address.collection).estimatedDocumentCount();
  } finally {
    await client.close();
  }
}
