import { RampartError } from '../errors.ts';
import { concatBytes } from './concat-bytes.ts';

/** Bytes that can be read at any place, as Parquet files must be. */
export interface RandomBytes {
  readonly size: number;
  /** The bytes from `start` up to but without `end`. */
  slice(start: number, end: number): Promise<Uint8Array>;
  /** Lets go of what was opened. */
  close(): Promise<void>;
}

/** Where the bytes of a table come from: a file, a web address, an object store, standard input. */
export interface ByteSource {
  /** What the user called it, without credentials. */
  readonly uri: string;
  /** The bytes in order, no more of them at once than a reader takes; leaving early closes everything. */
  stream(signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** Opens it for reading at any place; where that cannot be done cheaply, the whole is taken into memory. */
  open(signal?: AbortSignal): Promise<RandomBytes>;
  /** What tells this content from any other, as 64 hex digits; null where only reading all would tell. */
  digest(signal?: AbortSignal): Promise<string | null>;
}

// A single ArrayBuffer of more fails on some platforms.
const mostInMemory = 2 ** 31;

/** Takes all bytes of a stream into memory; more than 2 GiB is an error. */
export async function inMemory(uri: string, stream: AsyncIterable<Uint8Array>): Promise<RandomBytes> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > mostInMemory) throw tooLarge(uri);
    chunks.push(chunk);
  }
  const bytes = concatBytes(chunks);
  return {
    size,
    slice: (start, end) => Promise.resolve(bytes.subarray(start, end)),
    close: () => Promise.resolve(),
  };
}

function tooLarge(uri: string): RampartError {
  return new RampartError('source', {
    where: uri,
    expected: 'at most 2 GiB, since this format must be read at any place and here only in order',
    received: 'more',
    fix: 'Save it to a file first, without gzip.',
  });
}
