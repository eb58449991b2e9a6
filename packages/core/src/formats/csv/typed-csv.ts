import type { DatasetSchema } from '../../schema/dataset-schema.ts';
import { throwIfAborted } from '../../errors.ts';
import { typeBatches } from '../../rows/type-batches.ts';
import type { ReadChunksOptions, TypedChunk } from '../../rows/typed-chunk.ts';
import type { ByteSource } from '../byte-source.ts';
import type { RawBatch, ReadOptions } from '../../rows/source.ts';
import { type ByteWindow, byteWindow } from './byte-window.ts';
import { CsvParser } from './csv-parser.ts';

/**
 * The typed chunks of a CSV file, straight from its bytes: numbers are parsed from digits, texts are found again
 * by their bytes, and only what is unusual becomes strings. The chunks are those that would be made of what
 * `readRaw` gives, row for row; a file that is written in a way not dealt with here is left to it.
 */
export async function* typedCsv(
  bytes: ByteSource,
  schema: DatasetSchema,
  options: ReadChunksOptions,
  readRaw: (bytes: ByteSource, options: ReadOptions) => AsyncIterable<RawBatch>,
): AsyncGenerator<TypedChunk, void, undefined> {
  const window = byteWindow();
  const blocks = bytes.stream(options.signal)[Symbol.asyncIterator]();
  const parser = new CsvParser(bytes.uri, schema, options.chunkRows);
  let begun = false;
  // A record that goes on beyond the window is looked at again only when there is twice as much of it.
  let enough = 3;
  let final = false;
  try {
    while (!final) {
      throwIfAborted(options.signal);
      const block = await blocks.next();
      if (block.done === true) final = true;
      else window.append(block.value);
      if (!final && window.to - window.from < enough) continue;
      if (!begun && !isPlain(window, schema)) {
        const stream = () => resumed(window, blocks);
        const read = (how: ReadOptions) => readRaw({ ...bytes, stream }, how);
        yield* typeBatches({ uri: bytes.uri, read }, schema, options);
        return;
      }
      if (!begun) window.advance(startOf(window));
      begun = true;
      while (parser.parse(window, final)) yield parser.take();
      enough = 2 * (window.to - window.from);
    }
  } finally {
    if (!final) await blocks.return?.();
  }
  const rest = parser.finish();
  if (rest.read > 0) yield rest;
}

/** Whether the text is in a superset of ASCII with an ASCII delimiter; UTF-16 shows by its byte-order mark. */
function isPlain({ bytes, from, to }: ByteWindow, schema: DatasetSchema): boolean {
  const wide = to - from >= 3 && bytes[from] === 0xff && bytes[from + 1] === 0xfe;
  return !wide && /^[\0-\x7f]$/.test(schema.file.delimiter);
}

/** Where the text begins behind a byte-order mark. */
function startOf({ bytes, from, to }: ByteWindow): number {
  const marked = to - from >= 3 && bytes.readUIntBE(from, 3) === 0xefbbbf;
  return marked ? from + 3 : from;
}

/** The bytes in the window and all that follow. */
async function* resumed(window: ByteWindow, blocks: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield window.bytes.subarray(window.from, window.to);
  for (let block = await blocks.next(); block.done !== true; block = await blocks.next()) yield block.value;
}
