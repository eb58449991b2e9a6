import type { DatasetSchema } from '../schema/dataset-schema.ts';
import type { TypedTable } from '../table.ts';
import type { ExactCells } from './exact-cells.ts';
import type { QuarantinedRow } from './quarantine.ts';

/** Some consecutive rows of a source, typed; `read` is always `table.rows` plus `rejected.length`. */
export interface TypedChunk {
  readonly table: TypedTable;
  /** The line of the source on which each row of the table begins. */
  readonly lines: Float64Array;
  /** What the numbers of the table leave out of what was read; left out where they leave out nothing. */
  readonly exact?: ExactCells | undefined;
  /** Rows that cannot be typed, each with all its reasons. */
  readonly rejected: readonly QuarantinedRow[];
  /** Rows of the source in this chunk, well-formed or not. */
  readonly read: number;
  /** Columns of the source that the schema does not know; they are left out. */
  readonly unknownColumns: readonly string[];
  /**
   * Gives the arrays of numbers back to the reader for a later chunk: who calls it is the only user and looks at
   * them no more. Nobody has to, but without it every chunk of a large file is new memory to be collected.
   */
  readonly release?: () => void;
}

/** How a source is read into typed chunks. */
export interface ReadChunksOptions {
  readonly signal?: AbortSignal | undefined;
  /** Rows read for a chunk, the last one excepted. */
  readonly chunkRows?: number | undefined;
}

/** Rows of a chunk where nothing else is asked for: enough to make each worth its while, and at most 32 MiB of numbers. */
export function rowsPerChunk(schema: DatasetSchema): number {
  return Math.max(1024, Math.min(65_536, Math.floor(2 ** 22 / schema.columns.length)));
}
