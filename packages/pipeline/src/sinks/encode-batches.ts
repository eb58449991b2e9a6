import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { throwIfAborted } from '@rampart/core/internal/tables';
import type { ChosenWriter } from '../formats/writers/choose-writer.ts';
import type { SinkBatch, SinkBatches, SinkResult, WriteOptions } from '../rows/sink.ts';

/** A table on its way into bytes. */
export interface EncodedTable {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** What has been encoded so far; all of it once the bytes are at their end. */
  result(): SinkResult;
}

/** The bytes of a table as a file holds them. The next batch is asked for when the bytes of the last are taken. */
export function encodeBatches(
  { writer, gzip }: ChosenWriter,
  batches: SinkBatches,
  { signal, onWritten }: WriteOptions,
): EncodedTable {
  let written = 0;
  // What is replaced as a whole is new as a whole.
  const result = (): SinkResult => ({ written, added: written, alreadyThere: 0, refused: 0 });
  async function* counted(): AsyncGenerator<SinkBatch> {
    throwIfAborted(signal);
    for await (const batch of batches) {
      yield batch;
      written += batch.records.length;
      onWritten?.(result());
      throwIfAborted(signal);
    }
  }
  const plain = writer.encode(counted());
  return { bytes: gzip ? compressed(plain) : plain, result };
}

async function* compressed(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = Readable.from(bytes, { objectMode: true, highWaterMark: 1 });
  const gzip = createGzip();
  // `pipe` hands no error on.
  input.once('error', (error) => gzip.destroy(error));
  try {
    yield* input.pipe(gzip) as AsyncIterable<Buffer>;
  } finally {
    input.destroy();
  }
}
