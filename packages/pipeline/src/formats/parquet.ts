import { RampartError } from '@rampart/core/internal/tables';
import type { ByteSource, RandomBytes, TableFormat } from '@rampart/core/formats';
import type { RawBatch, ReadOptions } from '@rampart/core/rows';
import { exactColumn, exactParsers } from './parquet-values.ts';
import { columnsToBatches, wantedNames } from './columns-to-batches.ts';

/**
 * Apache Parquet. Row groups are read one after the other, of each only the columns that are wanted; a row group is
 * what is in memory at once. 64-bit integers come as bigint, times and dates as Date, or as a text where a Date would cut
 * them, decimals as number, or as a text where a number would round them. Of a column that cannot be read each cell says why.
 */
export const parquet: TableFormat<'parquet'> = {
  name: 'parquet',
  extensions: ['parquet', 'pq'],
  read: readParquet,
};

async function* readParquet(bytes: ByteSource, options: ReadOptions): AsyncGenerator<RawBatch> {
  const { parquetMetadataAsync, parquetScan, parquetSchema } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  const opened = await bytes.open(options.signal);
  try {
    const file = asyncBuffer(opened);
    const metadata = await orNoParquet(bytes.uri, parquetMetadataAsync(file, { initialFetchSize: 2 ** 16 }));
    const tree = parquetSchema(metadata).children;
    const all = tree.map((child) => child.element.name);
    const exact = new Map(tree.map((child) => [child.element.name, exactColumn(child)]));
    const names = wantedNames(all, options.columns);
    let first = 0;
    for (const group of metadata.row_groups) {
      const end = first + Number(group.num_rows);
      const range = { rowStart: first, rowEnd: end };
      // A scan of its own for each group: a scan keeps what it has read.
      const settings = { compressors, parsers: exactParsers, utf8: false };
      const scan = await parquetScan({ file, metadata, columns: names, ...settings, ...range });
      const columns: ArrayLike<unknown>[] = [];
      for (const column of names) {
        const values = scan.readColumn({ column, ...range }).catch((cause: unknown) => {
          if (!isUnsupported(cause)) throw cause;
          return new Array<unknown>(end - first).fill({ unreadable: cause.message });
        });
        columns.push(exact.get(column)!((await orNoParquet(bytes.uri, values)) as ArrayLike<unknown>));
      }
      yield* columnsToBatches(names, columns, first + 1);
      first = end;
    }
    yield { names, rows: [], malformed: [] };
  } finally {
    await opened.close();
  }
}

/** Whether the library knows what a column holds, and cannot read it. */
function isUnsupported(cause: unknown): cause is Error {
  return cause instanceof Error && /(?:not supported|unsupported)/i.test(cause.message);
}

function asyncBuffer({ size, slice }: RandomBytes) {
  async function arrayBuffer(start: number, end: number): Promise<ArrayBuffer> {
    const inside = start >= 0 && start <= end && end <= size;
    if (!inside) throw new RangeError(`bytes ${start} to ${end} lie outside of the file`);
    const { buffer, byteOffset, byteLength } = await slice(start, end);
    const whole = byteOffset === 0 && byteLength === buffer.byteLength;
    return (whole ? buffer : buffer.slice(byteOffset, byteOffset + byteLength)) as ArrayBuffer;
  }
  return {
    byteLength: size,
    slice(start: number, end = size): Promise<ArrayBuffer> {
      const bytes = arrayBuffer(start, end);
      // The library fetches ahead: where one column fails it never looks at the others, and nobody would catch theirs.
      bytes.catch(() => {});
      return bytes;
    },
  };
}

async function orNoParquet<T>(uri: string, promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (cause) {
    if (cause instanceof RampartError) throw cause;
    throw new RampartError(
      'source',
      {
        where: uri,
        expected: 'a Parquet file that is whole',
        received: `bytes that cannot be read as one (${cause instanceof Error ? cause.message : String(cause)})`,
        fix: 'Write the file again, or tell its format with `--format`.',
      },
      { cause },
    );
  }
}
