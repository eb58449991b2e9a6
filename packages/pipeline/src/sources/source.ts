import type { DatasetSchema } from '@rampart/core';
import type { ReadChunksOptions, TypedChunk } from '../ingestion/typed-chunk.ts';

/** A row that has no place in the table: too many or too few cells. */
export interface MalformedRow {
  /** 1-based line of the file on which the row begins. */
  readonly line: number;
  readonly cells: readonly unknown[];
  /** How many cells the row should have had. */
  readonly expectedCells: number;
}

/** Some rows as a source holds them, before any typing; `cells` follow the order of `names`. */
export interface RawBatch {
  readonly names: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly unknown[] }[];
  readonly malformed: readonly MalformedRow[];
}

/** What a reader may ask of a source. */
export interface ReadOptions {
  /** Names the columns of a file without a header line, given how many cells its first row has; null where the first line names them. */
  readonly names: ((cells: number) => readonly string[]) | null;
  readonly delimiter: string;
  readonly signal?: AbortSignal | undefined;
}

/** Where a table comes from. */
export interface Source {
  /** What the user called it, without credentials; used in errors, lineage and reports. */
  readonly uri: string;
  /** Streams the rows in order. The first batch comes even where there is no row, since it names the columns. */
  read(options: ReadOptions): AsyncIterable<RawBatch>;
  /** A faster way to the chunks that `readChunks` makes of `read`, where a driver has one; the result is the same. */
  readTyped?(schema: DatasetSchema, options: ReadChunksOptions): AsyncIterable<TypedChunk>;
  /** SHA-256 of the content, in hex. */
  digest(): Promise<string>;
}
