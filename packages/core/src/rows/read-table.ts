import { concatRows, type TypedTable } from '../table.ts';
import type { DatasetSchema } from '../schema/dataset-schema.ts';
import type { Source } from './source.ts';
import type { QuarantinedRow } from './quarantine.ts';
import { numberBuilder } from './column-builder.ts';
import { readChunks } from './read-chunks.ts';
import type { TypedChunk } from './typed-chunk.ts';

/** A source read whole: the rows that could be typed, and those that could not. */
export type ReadTable = TypedChunk;

/** How a table is read. */
export interface ReadTableOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told after each chunk how many rows have been read. */
  readonly onRows?: (rows: number) => void;
}

/** Reads a source into one typed table: its chunks, one after another. */
export async function readTable(
  source: Source,
  schema: DatasetSchema,
  { signal, onRows }: ReadTableOptions = {},
): Promise<ReadTable> {
  const tables: TypedTable[] = [];
  const lines = numberBuilder();
  const rejected: QuarantinedRow[] = [];
  let unknownColumns: readonly string[] = [];
  let read = 0;
  for await (const chunk of readChunks(source, schema, { signal })) {
    tables.push(chunk.table);
    for (const line of chunk.lines) lines.push(line);
    for (const row of chunk.rejected) rejected.push(row);
    unknownColumns = chunk.unknownColumns;
    read += chunk.read;
    onRows?.(read);
  }
  const [first, ...more] = tables;
  const table = more.length === 0 ? first! : concatRows(first!, ...more);
  return { read, table, lines: lines.finish() as Float64Array, rejected, unknownColumns };
}
