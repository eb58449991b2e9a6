import type { ReadChunksOptions, TypedChunk } from '../../rows/typed-chunk.ts';
import type { DatasetSchema } from '../../schema/dataset-schema.ts';
import type { ByteSource } from '../byte-source.ts';
import { textWindows } from './byte-window.ts';
import { CsvParser } from './csv-parser.ts';

/**
 * The typed chunks of a CSV file, straight from its bytes: numbers are parsed from digits, texts are found again
 * by their bytes, and only what is unusual becomes strings. The chunks are those that would be made of the rows as
 * texts, row for row.
 */
export async function* typedCsv(
  bytes: ByteSource,
  schema: DatasetSchema,
  options: ReadChunksOptions,
): AsyncGenerator<TypedChunk, void, undefined> {
  const parser = new CsvParser(bytes.uri, schema, options.chunkRows);
  const { encoding } = schema.file;
  const windows = textWindows(bytes, { encoding, signal: options.signal, line: () => parser.line });
  for await (const { window, final } of windows) {
    while (parser.parse(window, final)) yield parser.take();
  }
  const rest = parser.finish();
  if (rest.read > 0) yield rest;
}
