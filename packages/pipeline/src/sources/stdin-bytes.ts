import { RampartError } from '@rampart/core/internal/tables';
import { type ByteSource, inMemory } from '@rampart/core/formats';
import { patiently } from './patient.ts';

// The head may be looked at before the whole is read; what was looked at is kept and given again.
const mostKept = 2 ** 26;

let chunks: AsyncIterator<Uint8Array> | undefined;
let kept: Uint8Array[] | null = [];

/** Standard input. It can be read once; a reader that leaves within the first 64 MiB may begin again. */
export function stdinBytes(): ByteSource {
  const uri = 'standard input';
  async function* stream(signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    if (kept === null) throw readBefore(uri);
    const again: Uint8Array[] = kept;
    let size = 0;
    for (const chunk of again) {
      size += chunk.length;
      yield chunk;
    }
    // Closed with its first reader, a second one would find nothing.
    chunks ??= process.stdin.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>;
    // A reader that has left must not keep the process waiting for the end of its input.
    const input = process.stdin as Partial<Pick<typeof process.stdin, 'ref' | 'unref'>>;
    input.ref?.();
    const rest = { [Symbol.asyncIterator]: () => ({ next: () => chunks!.next() }) };
    try {
      for await (const chunk of patiently(rest, {
        where: uri,
        milliseconds: Number.POSITIVE_INFINITY,
        signal,
      })) {
        size += chunk.length;
        if (size > mostKept) {
          kept = null;
          again.length = 0;
        }
        kept?.push(chunk);
        yield chunk;
      }
    } finally {
      input.unref?.();
    }
  }
  return {
    uri,
    stream,
    open: (signal) => inMemory(uri, stream(signal)),
    digest: () => Promise.resolve(null),
  };
}

function readBefore(uri: string): RampartError {
  return new RampartError('source', {
    where: uri,
    expected: 'to be read once',
    received: 'a second reading, when its beginning was gone',
    fix: 'Save it to a file first.',
  });
}
