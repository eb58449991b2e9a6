import { suite } from 'uvu';
import { encodedFormats } from '../testing/encoded-table.ts';
import { testSource } from '../testing/test-source.ts';
import { type ByteSource, inMemory, tableSource } from '@rampart/core/formats';
import { RampartError } from '@rampart/core';
import { sha256 } from '@rampart/core/internal';
import { formatOf } from './format-of.ts';
import { gunzipped } from './gunzip.ts';

const test = suite('formats');

/** Bytes in memory that come in small pieces, and tell how many have been taken and what is open. */
function watchedBytes(content: Uint8Array | null, pieces: number) {
  const watch = { taken: 0, open: 0 };
  const absent = () =>
    new RampartError('source', { where: 'memory', expected: 'some bytes', received: 'none' });
  async function* stream() {
    watch.open += 1;
    try {
      if (content === null) throw absent();
      for (let at = 0; at < content.length; at += pieces) {
        watch.taken = Math.min(at + pieces, content.length);
        await Promise.resolve();
        yield content.subarray(at, at + pieces);
      }
    } finally {
      watch.open -= 1;
    }
  }
  const bytes: ByteSource = {
    uri: 'memory',
    stream,
    async open() {
      const opened = await inMemory('memory', stream());
      watch.open += 1;
      watch.taken = 0;
      return {
        size: opened.size,
        slice(start, end) {
          watch.taken += end - start;
          return opened.slice(start, end);
        },
        close: () => Promise.resolve(void (watch.open -= 1)),
      };
    },
    digest: () => (content === null ? Promise.reject(absent()) : Promise.resolve(sha256(content))),
  };
  return { bytes, watch };
}

for (const { ending, encode, format: _, ...told } of encodedFormats) {
  const format = formatOf('memory', `table${ending}`, undefined);
  // A prime, so that pieces end anywhere: in characters, in line ends, in messages.
  const open = (content: Uint8Array | null, pieces = 1021) => {
    const { bytes, watch } = watchedBytes(content, pieces);
    return { source: tableSource(gunzipped(bytes), format), watch };
  };
  let last: { watch: { taken: number; open: number }; total: number };
  testSource(test, ending, {
    ...told,
    rows: 15_000,
    open(table) {
      const content = encode(table);
      const { source, watch } = open(content);
      last = { watch, total: content.length };
      return source;
    },
    absent: () => open(null).source,
    openHandles: () => last.watch.open,
    // What must be read at any place is taken whole where it is compressed.
    ...(!/^\.(?:parquet|arrow)\.gz$/.test(ending) && {
      taken: () => ({ taken: last.watch.taken, total: last.total }),
    }),
  });
}

test.run();
