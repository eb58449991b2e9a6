import { Readable, pipeline, type TransformOptions } from 'node:stream';
import { createGunzip, type ZlibOptions } from 'node:zlib';
import { RampartError } from '@rampart/core/internal/tables';
import { type ByteSource, inMemory } from '@rampart/core/formats';

/** The same bytes, decompressed where they begin as gzip does, whatever the name says. */
export function gunzipped(bytes: ByteSource): ByteSource {
  const stream = (signal?: AbortSignal) => decompress(bytes.uri, bytes.stream(signal));
  return {
    uri: bytes.uri,
    stream,
    async open(signal) {
      const opened = await bytes.open(signal);
      const isCompressed = opened.size > 2 && isGzip(await opened.slice(0, 2));
      if (!isCompressed) return opened;
      try {
        return await inMemory(bytes.uri, decompress(bytes.uri, slices(opened)));
      } finally {
        await opened.close();
      }
    },
    digest: (signal) => bytes.digest(signal),
  };
}

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

async function* slices(opened: { size: number; slice(start: number, end: number): Promise<Uint8Array> }) {
  const step = 2 ** 22;
  for (let at = 0; at < opened.size; at += step) {
    yield await opened.slice(at, Math.min(at + step, opened.size));
  }
}

async function* decompress(uri: string, stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]();
  let left = true;
  try {
    let head: Uint8Array = new Uint8Array();
    while (head.length < 2) {
      const next = await chunks.next();
      if (next.done === true) break;
      head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
    }
    const all = resumed(head, chunks);
    if (isGzip(head)) yield* inflate(uri, all);
    else yield* all;
    left = false;
  } finally {
    if (left) await chunks.return?.();
  }
}

async function* resumed(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

// Node's default for what is taken beyond what the reader has asked for grew fourfold in version 22.
const inflation: ZlibOptions & TransformOptions = { chunkSize: 2 ** 17, highWaterMark: 2 ** 14 };

async function* inflate(uri: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // The callback keeps an error that nobody awaits from ending the process; the iteration throws it.
  const gunzip = pipeline(
    Readable.from(chunks, { objectMode: true, highWaterMark: 1 }),
    createGunzip(inflation),
    () => {},
  );
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (cause) {
    if (!String((cause as NodeJS.ErrnoException).code).startsWith('Z_')) throw cause;
    throw new RampartError(
      'source',
      {
        where: uri,
        expected: 'gzip data that are whole',
        received: (cause as Error).message,
        fix: 'The file was cut off or damaged on its way: fetch or write it again.',
      },
      { cause },
    );
  }
}
