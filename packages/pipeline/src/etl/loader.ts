import type { DatasetSchema } from '@rampart/core';
import type { Sink, SinkBatch, SinkResult, WriteOptions } from '../rows/sink.ts';
import type { CheckedChunk } from './checked-chunk.ts';
import { recordBatches } from './record-batches.ts';
import { recordIds, type RecordIdentity } from './record-id.ts';

/** What a loader may want to know of the rows that come. */
export interface LoadFacts {
  readonly schema: DatasetSchema;
  readonly identity: RecordIdentity;
  /** The URI of the source, without credentials, and its digest where there is one; it is found while rows are read. */
  readonly source: { readonly uri: string; readonly digest: Promise<string | null> };
}

/** Where an ingest puts its valid rows: as records into a sink, or typed, as they are, into a feature store. */
export interface Loader {
  /** Without credentials. */
  readonly uri: string;
  /** Whether rows are kept by their id; otherwise each load replaces what was there. */
  readonly keepsIds: boolean;
  load(chunks: AsyncIterable<CheckedChunk>, facts: LoadFacts, options: WriteOptions): Promise<SinkResult>;
}

/** A loader that hands the rows to a sink as records, in batches. */
export function sinkLoader(sink: Sink): Loader {
  return {
    uri: sink.uri,
    keepsIds: sink.keepsIds,
    load: (chunks, facts, options) => sink.write(batches(chunks, facts, sink.keepsIds), options),
  };
}

async function* batches(
  chunks: AsyncIterable<CheckedChunk>,
  { schema, identity }: LoadFacts,
  withIds: boolean,
): AsyncGenerator<SinkBatch> {
  for await (const chunk of chunks) {
    const ids = withIds ? recordIds(chunk.table, chunk.numbers, identity) : null;
    yield* recordBatches(schema, chunk, ids);
  }
}
