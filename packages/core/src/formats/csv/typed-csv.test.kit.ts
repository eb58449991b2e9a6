import { deepEqual } from 'node:assert/strict';
import { concatRows } from '../../table.ts';
import type { DatasetSchema } from '../../schema/dataset-schema.ts';
import { defineSchema } from '../../schema/define-schema.ts';
import { RampartError } from '../../errors.ts';
import { typeBatches } from '../../rows/type-batches.ts';
import type { Source } from '../../rows/source.ts';
import type { TypedChunk } from '../../rows/typed-chunk.ts';
import type { ByteSource } from '../byte-source.ts';
import { referenceCsv } from '../../testing/reference-csv.ts';
import { csv } from './csv.ts';

/** The schema of the files that are read both ways. */
export const schema = defineSchema({
  name: 'flows',
  missing: ['', '?'],
  columns: [
    { name: 'bytes', kind: 'numeric' },
    { name: 'flag', kind: 'ordinal', values: [-1, 0, 1], onInvalid: 'impute' },
    { name: 'seen', kind: 'binary', values: [0, 1] },
    { name: 'age', kind: 'numeric', missing: ['-999', 'NA'] },
    { name: 'at', kind: 'time' },
    { name: 'protocol', kind: 'categorical' },
    { name: 'cut', kind: 'binary', values: ['true', 'false'] },
    { name: 'note', kind: 'text', role: 'ignored' },
    { name: 'attack', kind: 'binary', role: 'target', values: ['yes', 'no'], positive: 'yes' },
  ],
});
/** Its columns as the files have them. */
export const header = ['protocol', 'bytes', 'extra', 'flag', 'age', 'seen', 'at', 'cut', 'attack'];

/** The text as bytes that come in blocks of the given size. */
export function bytesOf(text: string | Uint8Array, blockSize: number): ByteSource {
  const bytes = Buffer.from(text as string);
  return {
    uri: 'flows.csv',
    // oxlint-disable-next-line require-await
    async *stream() {
      for (let at = 0; at < bytes.length; at += blockSize) {
        // A block of its own each time, as a driver that uses its buffer again would not give.
        yield Uint8Array.from(bytes.subarray(at, at + blockSize));
      }
    },
    open: () => Promise.reject(new Error('not read in order')),
    digest: () => Promise.resolve(null),
  };
}

/** All of the chunks together, or the error. */
export async function outcome(chunks: AsyncIterable<TypedChunk>) {
  const all: TypedChunk[] = [];
  try {
    for await (const chunk of chunks) all.push(chunk);
  } catch (error) {
    // The slow way does not always know the line: its parser stops before what came before has been taken.
    if (error instanceof RampartError)
      return error.message.replace(/line \d+: expected a closing/, 'expected a closing');
    throw error;
  }
  if (all.length === 0) return [];
  const [first, ...more] = all.map(({ table }) => table);
  const table = concatRows(first!, ...more);
  return {
    columns: [...table.columns].map(([name, data]) => [name, Array.from(data as ArrayLike<unknown>)]),
    lines: all.flatMap(({ lines }) => [...lines]),
    rejected: all.flatMap(({ rejected }) => rejected),
    read: all.map(({ read }) => read),
    unknown: all.map(({ unknownColumns }) => unknownColumns),
  };
}

/** Both ways of ours give what csv-parse gives. */
export async function sameAllWays(
  text: string | Uint8Array,
  blockSize: number,
  chunkRows: number,
  as: DatasetSchema = schema,
) {
  const slowly = (read: Source['read']) =>
    outcome(typeBatches({ uri: 'flows.csv', read }, as, { chunkRows }));
  const expected = await slowly((options) => referenceCsv(bytesOf(text, 1 << 16), options));
  deepEqual(await outcome(csv.readTyped!(bytesOf(text, blockSize), as, { chunkRows })), expected);
  deepEqual(await slowly((options) => csv.read(bytesOf(text, blockSize), options)), expected);
}
