import { deepEqual } from 'node:assert/strict';
import type { RawBatch, ReadOptions, Source } from '../rows/source.ts';

/** A source read whole. */
export async function readAll(source: Source, options: ReadOptions) {
  let names: readonly string[] = [];
  let batches = 0;
  const rows: RawBatch['rows'][number][] = [];
  const malformed: RawBatch['malformed'][number][] = [];
  for await (const batch of source.read(options)) {
    deepEqual(batch.names.slice(0, names.length), names, 'names are only added to');
    names = batch.names;
    batches += 1;
    rows.push(...batch.rows);
    malformed.push(...batch.malformed);
  }
  return { names, rows, malformed, batches };
}
