import type { TypedTable } from '@rampart/core';
import type { QuarantinedRow } from '../validation/quarantine.ts';

/** Some consecutive rows of a source, typed; `read` is always `table.rows` plus `rejected.length`. */
export interface TypedChunk {
  readonly table: TypedTable;
  /** The line of the source on which each row of the table begins. */
  readonly lines: Float64Array;
  /** Rows that cannot be typed, each with all its reasons. */
  readonly rejected: readonly QuarantinedRow[];
  /** Rows of the source in this chunk, well-formed or not. */
  readonly read: number;
  /** Columns of the source that the schema does not know; they are left out. The same in every chunk. */
  readonly unknownColumns: readonly string[];
}

/** How a source is read into typed chunks. */
export interface ReadChunksOptions {
  readonly signal?: AbortSignal | undefined;
  /** Rows of a chunk, the last one excepted. */
  readonly chunkRows?: number | undefined;
}

/** Rows of a chunk where nothing else is asked for. */
export const defaultChunkRows = 65_536;
