import type { DatasetSchema } from '../schema/dataset-schema.ts';
import type { MalformedRow, RawBatch, Source } from './source.ts';
import { checkLayout } from './check-layout.ts';
import { chunkBuilder } from './chunk-builder.ts';
import { fileLayout } from './file-layout.ts';
import { type ReadChunksOptions, rowsPerChunk, type TypedChunk } from './typed-chunk.ts';

/** The typed chunks of a source's raw batches, cell by cell. */
export async function* typeBatches(
  source: Pick<Source, 'uri' | 'read'>,
  schema: DatasetSchema,
  { signal, chunkRows = rowsPerChunk(schema) }: ReadChunksOptions,
): AsyncGenerator<TypedChunk, void, undefined> {
  const builder = chunkBuilder(source.uri, schema);
  let names: readonly string[] | undefined;
  for await (const batch of source.read({ ...fileLayout(schema), signal })) {
    if (names?.length !== batch.names.length) {
      const first = names === undefined ? batch.rows[0]?.cells : undefined;
      names = batch.names;
      builder.setNames(names, checkLayout(source.uri, schema, names, first));
    }
    for (const row of inOrder(batch)) {
      if ('expected' in row) builder.addMalformed(row);
      else builder.addRow(row.line, row.cells);
      if (builder.read >= chunkRows) yield builder.take();
    }
  }
  if (builder.read > 0) yield builder.take();
}

/** The rows of a batch as they stand in the source, so that the same rows are in a chunk whichever way it was read. */
function* inOrder({ rows, malformed }: RawBatch): Generator<RawBatch['rows'][number] | MalformedRow> {
  let next = 0;
  for (const row of rows) {
    while (next < malformed.length && malformed[next]!.line < row.line) yield malformed[next++]!;
    yield row;
  }
  yield* malformed.slice(next);
}
