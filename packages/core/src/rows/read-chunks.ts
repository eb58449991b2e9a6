import type { DatasetSchema } from '../schema/dataset-schema.ts';
import { deriveColumns } from '../schema/derived/derive-columns.ts';
import { RampartError } from '../errors.ts';
import type { Source } from './source.ts';
import { typeBatches } from './type-batches.ts';
import type { ReadChunksOptions, TypedChunk } from './typed-chunk.ts';

/**
 * Reads a source into typed chunks, in order, their derived columns computed; a source without a row is an error.
 * Whether values lie in their domains is judged by validation.
 */
export async function* readChunks(
  source: Source,
  schema: DatasetSchema,
  options: ReadChunksOptions = {},
): AsyncGenerator<TypedChunk, void, undefined> {
  const chunks = source.readTyped?.(schema, options) ?? typeBatches(source, schema, options);
  let read = 0;
  for await (const chunk of chunks) {
    read += chunk.read;
    yield { ...chunk, table: deriveColumns(chunk.table, schema) };
  }
  if (read > 0) return;
  throw new RampartError('source', {
    where: source.uri,
    expected: 'at least one row',
    received: schema.file.header ? 'a header line without rows' : 'no row',
  });
}
