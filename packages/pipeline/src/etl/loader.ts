import { RampartError } from '@rampart/core/internal/tables';
import type { Sink, SinkBatch, SinkResult, WriteOptions } from '../rows/sink.ts';
import type { TableFacts, TypedSink } from '../rows/typed-sink.ts';
import type { CheckedChunk } from './checked-chunk.ts';
import { recordBatches } from './record-batches.ts';
import { formerIds, recordIds, type RecordIdentity } from './record-id.ts';

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
  return {
    uri: sink.uri,
    keepsIds: false,
    load: (chunks, facts, options) => sink.write(exactKeys(chunks, facts, sink.uri), facts, options),
  };
}

/** Typed columns hold doubles: a key that is none would become that of another row. */
async function* exactKeys(
  chunks: AsyncIterable<CheckedChunk>,
  { identity }: LoadFacts,
  uri: string,
): AsyncGenerator<CheckedChunk> {
  for await (const chunk of chunks) {
    for (const name of identity.key) {
      for (const [row, exact] of chunk.exact?.get(name) ?? []) {
        throw new RampartError('sink', {
          where: `${uri}, the row of line ${chunk.lines[row]}, column \`${name}\``,
          expected: 'a key that is held exactly: numbers are doubles there',
          received: exact,
          fix: 'Give the column the kind `identifier`, or load into another place.',
        });
      }
    }
    yield chunk;
  }
}

async function* batches(
  chunks: AsyncIterable<CheckedChunk>,
  { schema, identity }: LoadFacts,
  withIds: boolean,
): AsyncGenerator<SinkBatch> {
  const times = new Set(schema.columns.filter(({ kind }) => kind === 'time').map(({ name }) => name));
  for await (const chunk of chunks) {
    if (!withIds) yield* recordBatches(schema, chunk, null);
    else {
      const ids = chunk.ids ?? recordIds(chunk, identity);
      yield* recordBatches(schema, chunk, { ids, former: formerIds(chunk, identity, times) });
    }
  }
}
