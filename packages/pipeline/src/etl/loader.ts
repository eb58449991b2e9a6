import type { Sink, SinkBatch, SinkResult, WriteOptions } from '../rows/sink.ts';
import type { TableFacts, TypedSink } from '../rows/typed-sink.ts';
import type { CheckedChunk } from './checked-chunk.ts';
import { recordBatches } from './record-batches.ts';
import { recordIds, type RecordIdentity } from './record-id.ts';

/** What a loader may want to know of the rows that come. */
export interface LoadFacts extends TableFacts {
  readonly identity: RecordIdentity;
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

/** A loader that hands the rows on as they are. */
export function typedLoader(sink: TypedSink): Loader {
  return { uri: sink.uri, keepsIds: false, load: sink.write };
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
