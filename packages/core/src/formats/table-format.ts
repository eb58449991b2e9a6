import type { DatasetSchema } from '../schema/dataset-schema.ts';
import type { ReadChunksOptions, TypedChunk } from '../rows/typed-chunk.ts';
import type { ByteSource } from './byte-source.ts';
import type { RawBatch, ReadOptions } from '../rows/source.ts';

/** One way to write a table down. */
export interface TableFormat<Name extends string = string> {
  readonly name: Name;
  /** Endings of file names, without the dot; `.gz` may follow each. */
  readonly extensions: readonly string[];
  /** Whether rows are delimited text. */
  readonly delimited?: boolean;
  /** The rows in order, in batches. */
  read(bytes: ByteSource, options: ReadOptions): AsyncIterable<RawBatch>;
  /** A faster way from bytes to the typed chunks that would be made of `read`. */
  readTyped?(bytes: ByteSource, schema: DatasetSchema, options: ReadChunksOptions): AsyncIterable<TypedChunk>;
}

/** Rows of a batch: so few that one is done with before the collector counts its cells among the old. */
export const rowsPerBatch = 512;
