import { takeRows } from '@rampart/core/internal';
import type { CheckedChunk } from './checked-chunk.ts';
import { recordIds, type RecordIdentity } from './record-id.ts';

/**
 * Leaves out rows whose id has come before, for a sink that keeps no ids; `onRepeats` hears how many. Every id is
 * held until the end: about 100 bytes a row.
 */
export async function* dropRepeats(
  chunks: AsyncIterable<CheckedChunk>,
  identity: RecordIdentity,
  onRepeats: (rows: number) => void,
): AsyncGenerator<CheckedChunk> {
  const seen = new Set<string>();
  for await (const chunk of chunks) {
    const rows: number[] = [];
    for (const [row, id] of recordIds(chunk.table, chunk.numbers, identity).entries()) {
      if (seen.has(id)) continue;
      seen.add(id);
      rows.push(row);
    }
    onRepeats(chunk.table.rows - rows.length);
    if (rows.length === chunk.table.rows) yield chunk;
    else {
      yield {
        ...chunk,
        table: takeRows(chunk.table, rows),
        lines: Float64Array.from(rows, (row) => chunk.lines[row]!),
        numbers: Float64Array.from(rows, (row) => chunk.numbers[row]!),
      };
    }
  }
}
