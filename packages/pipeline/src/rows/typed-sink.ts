import type { DatasetSchema } from '@rampart/core';
import type { Source, TypedChunk } from '@rampart/core/rows';
import type { SinkResult, WriteOptions } from './sink.ts';

/** What a place that keeps tables typed may want to know of the rows that come. */
export interface TableFacts {
  readonly schema: DatasetSchema;
  /** Where the rows come from; the digest is found while they are read. */
  readonly source: Pick<Source, 'uri' | 'query'> & { readonly digest: Promise<string | null> };
}

/** Where a table goes to typed, as it is: each writing replaces what was there, and shows only when it is complete. */
export interface TypedSink {
  /** Without credentials. */
  readonly uri: string;
  /** Writes the rows of valid chunks in their order; those that chunks rejected are counted. */
  write(chunks: AsyncIterable<TypedChunk>, facts: TableFacts, options: WriteOptions): Promise<SinkResult>;
}
