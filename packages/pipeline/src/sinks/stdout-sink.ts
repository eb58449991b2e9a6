import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { encodeBatches } from './encode-batches.ts';
import type { ChosenWriter } from '../formats/writers/choose-writer.ts';
import type { Sink } from '../rows/sink.ts';

/** Standard output, or a stream in its place. What has been written stays written where the rest fails. */
export function stdoutSink(stream: Writable, writer: ChosenWriter): Sink {
  return {
    uri: 'standard output',
    keepsIds: false,
    async write(batches, options = {}) {
      const { bytes, result } = encodeBatches(writer, batches, options);
      for await (const chunk of bytes) {
        // A reader that has gone away takes no more, and would never drain.
        if (stream.destroyed || stream.errored) break;
        if (!stream.write(chunk)) await drained(stream);
      }
      return result();
    },
  };
}

async function drained(stream: Writable): Promise<void> {
  const gone = new AbortController();
  try {
    await Promise.race([
      new Promise<void>((resolve) => {
        stream.once('drain', resolve);
        gone.signal.addEventListener('abort', () => stream.off('drain', resolve));
      }),
      finished(stream, { signal: gone.signal, cleanup: true }).catch(() => undefined),
    ]);
  } finally {
    gone.abort();
  }
}
