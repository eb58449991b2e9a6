import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { RampartError, throwIfAborted } from '@rampart/core/internal/tables';
import { type ByteSource, inMemory } from '@rampart/core/formats';
import { hashFile, hashFileBeside } from './hash-file.ts';

/** A smaller file is hashed before another thread has started. */
const worthAThread = 2 ** 26;

/** The bytes of a file; a named pipe works too, and is read once. */
export function fileBytes(path: string): ByteSource {
  const stream = async function* (signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    await requireFile(path);
    yield* createReadStream(path, {
      // Each read is a wait of its own: small ones cost a long file a tenth of its time.
      highWaterMark: 2 ** 22,
      ...(signal && { signal }),
    }) as AsyncIterable<Buffer>;
  };
  return {
    uri: path,
    stream,
    async open(signal) {
      const { size, isRegular } = await requireFile(path);
      if (!isRegular) return inMemory(path, stream(signal));
      const file = await open(path);
      return {
        size,
        async slice(start, end) {
          throwIfAborted(signal);
          const bytes = Buffer.alloc(end - start);
          const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
          if (bytesRead < bytes.length) throw shrunk(path);
          return bytes;
        },
        close: () => file.close(),
      };
    },
    async digest(signal) {
      // Reading a pipe would take its bytes away from the reader.
      const { size, isRegular } = await requireFile(path);
      if (!isRegular) return null;
      return size < worthAThread ? hashFile(path, signal) : hashFileBeside(path, signal);
    },
  };
}

async function requireFile(path: string): Promise<{ size: number; isRegular: boolean }> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new RampartError(
      'source',
      {
        where: path,
        expected: 'a file that can be read',
        received: (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : String(cause),
        fix: `Check the path; it is relative to ${process.cwd()}.`,
      },
      { cause },
    );
  });
  if (found.isDirectory()) {
    throw new RampartError('source', {
      where: path,
      expected: 'a file',
      received: 'a directory',
      fix: 'Name one file in it.',
    });
  }
  return { size: found.size, isRegular: found.isFile() };
}

function shrunk(path: string): RampartError {
  return new RampartError('source', {
    where: path,
    expected: 'a file that stays as it is while it is read',
    received: 'one that became shorter',
    fix: 'Wait until what writes it has finished.',
  });
}
