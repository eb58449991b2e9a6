import type { ReadOptions, Source } from '@rampart/core/rows';
import type { RawTable } from './raw-table.ts';

/** All rows of a source as they are; malformed ones are left out. */
export async function readRawTable(source: Source, options: ReadOptions): Promise<RawTable> {
  const rows: (readonly unknown[])[] = [];
  let names: readonly string[] = [];
  for await (const batch of source.read(options)) {
    names = batch.names;
    for (const row of batch.rows) rows.push(row.cells);
  }
  return { names, rows };
}
