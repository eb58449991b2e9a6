import { type DatasetSchema, RampartError } from '@rampart/core';
import type { Source } from '../sources/source.ts';
import { checkLayout } from './check-layout.ts';
import { type ChunkBuilder, chunkBuilder } from './chunk-builder.ts';
import { fileLayout } from './file-layout.ts';
import { defaultChunkRows, type ReadChunksOptions, type TypedChunk } from './typed-chunk.ts';

/**
 * Reads a source into typed chunks, in order; a source without a row is an error. Only typing happens here:
 * whether values lie in their domains is judged by validation.
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
    yield chunk;
  }
  if (read > 0) return;
  throw new RampartError('source', {
    where: source.uri,
    expected: 'at least one row',
    received: schema.file.header ? 'a header line without rows' : 'no row',
  });
}

/** Types the raw batches of a source, cell by cell. */
async function* typeBatches(
  source: Source,
  schema: DatasetSchema,
  { signal, chunkRows = defaultChunkRows }: ReadChunksOptions,
): AsyncGenerator<TypedChunk, void, undefined> {
  let builder: ChunkBuilder | undefined;
  for await (const batch of source.read({ ...fileLayout(schema), signal })) {
    builder ??= chunkBuilder(
      source.uri,
      schema,
      batch.names,
      checkLayout(source.uri, schema, batch.names, batch.rows[0]?.cells),
    );
    for (const row of batch.malformed) builder.addMalformed(row);
    for (const row of batch.rows) {
      builder.addRow(row.line, row.cells);
      if (builder.read >= chunkRows) yield builder.take();
    }
  }
  if (builder !== undefined && builder.read > 0) yield builder.take();
}
