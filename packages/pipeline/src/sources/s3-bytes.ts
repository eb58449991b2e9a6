import type { Readable } from 'node:stream';
import { RampartError, sha256, throwIfAborted } from '@rampart/core/internal/tables';
import type { ByteSource } from '@rampart/core/formats';
import { patiently } from './patient.ts';
import { openS3, parseS3, type S3, s3Error } from '@rampart/core/connections/s3';

/** The bytes of an object in S3 or a store that speaks its protocol. */
export function s3Bytes(uri: string): ByteSource {
  const { bucket, key } = parseS3(uri);
  const place = { Bucket: bucket, Key: key };

  /** Does something with a client; what the library throws is told as a user can act on it. */
  async function withErrors<T>(signal: AbortSignal | undefined, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      throwIfAborted(signal);
      throw s3Error(uri, error);
    }
  }

  const head = ({ sdk, client }: S3, signal: AbortSignal | undefined) =>
    withErrors(signal, () =>
      client.send(new sdk.HeadObjectCommand(place), { ...(signal && { abortSignal: signal }) }),
    );

  /** The bytes of a range, or all, of that version of the object. */
  async function* get(
    s3: S3,
    signal: AbortSignal | undefined,
    range?: { Range: string; IfMatch?: string | undefined },
  ) {
    const { sdk, client } = s3;
    const { Body, ContentLength } = await withErrors(signal, () =>
      client.send(new sdk.GetObjectCommand({ ...place, ...range }), {
        ...(signal && { abortSignal: signal }),
      }),
    );
    const body = Body as Readable;
    let received = 0;
    try {
      for await (const chunk of patiently(body as AsyncIterable<Buffer>, {
        where: uri,
        milliseconds: 30_000,
        signal,
      })) {
        received += chunk.length;
        yield chunk as Uint8Array;
      }
    } catch (error) {
      throwIfAborted(signal);
      throw error instanceof RampartError ? error : cutOff(uri);
    } finally {
      body.destroy();
    }
    if (ContentLength !== undefined && received !== ContentLength) throw cutOff(uri);
  }

  return {
    uri,
    async *stream(signal) {
      const s3 = await openS3();
      try {
        yield* get(s3, signal);
      } finally {
        s3.client.destroy();
      }
    },
    async open(signal) {
      const s3 = await openS3();
      const { ContentLength: size = 0, ETag } = await head(s3, signal);
      return {
        size,
        async slice(start, end) {
          if (end <= start) return new Uint8Array();
          const chunks: Uint8Array[] = [];
          const range = { Range: `bytes=${start}-${end - 1}`, IfMatch: ETag };
          for await (const chunk of get(s3, signal, range)) chunks.push(chunk);
          return Buffer.concat(chunks);
        },
        close: () => Promise.resolve(s3.client.destroy()),
      };
    },
    async digest(signal) {
      const s3 = await openS3();
      try {
        const { ETag } = await head(s3, signal);
        return ETag === undefined
          ? null
          : sha256(JSON.stringify([process.env['AWS_ENDPOINT_URL_S3'] ?? '', uri, ETag]));
      } finally {
        s3.client.destroy();
      }
    },
  };
}

function cutOff(uri: string): RampartError {
  return new RampartError('source', {
    where: uri,
    expected: 'the whole object',
    received: 'a connection that broke off in the middle',
    fix: 'Try again.',
  });
}
