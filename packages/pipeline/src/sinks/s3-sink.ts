import { Readable } from 'node:stream';
import { RampartError, throwIfAborted } from '@rampart/core/internal/tables';
import { openS3, parseS3, s3Error } from '@rampart/core/connections/s3';
import { encodeBatches } from './encode-batches.ts';
import type { ChosenWriter } from '../formats/writers/choose-writer.ts';
import type { Sink } from '../rows/sink.ts';

const partBytes = 8 * 1024 * 1024;

/** An object in S3, sent in parts: until the last one is there, the object that was there before stays. */
export function s3Sink(uri: string, writer: ChosenWriter): Sink {
  const { bucket, key } = parseS3(uri);
  return {
    uri,
    keepsIds: false,
    async write(batches, options = {}) {
      throwIfAborted(options.signal);
      const { client } = await openS3();
      const { Upload } = await import('@aws-sdk/lib-storage');
      const { bytes, result } = encodeBatches(writer, batches, options);
      // The library would tell a failure of the rows as one of its own.
      let failure: unknown;
      async function* watched() {
        try {
          yield* bytes;
        } catch (error) {
          failure = error;
          throw error;
        }
      }
      const body = Readable.from(watched(), { objectMode: false, highWaterMark: 2 ** 18 });
      const upload = new Upload({
        client,
        params: { Bucket: bucket, Key: key, Body: body },
        partSize: partBytes,
        queueSize: 2,
      });
      try {
        await upload.done();
        return result();
      } catch (error) {
        throwIfAborted(options.signal);
        throw failure ?? asSinkError(s3Error(uri, error));
      } finally {
        body.destroy();
        client.destroy();
      }
    },
  };
}

function asSinkError(error: unknown): unknown {
  return error instanceof RampartError
    ? new RampartError('sink', error.problems, { cause: error.cause })
    : error;
}
