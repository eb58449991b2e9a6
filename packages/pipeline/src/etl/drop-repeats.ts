import { takeExact } from '@rampart/core/rows';
import { takeRows } from '@rampart/core/internal/tables';
import type { CheckedChunk } from './checked-chunk.ts';
import { recordIds, type RecordIdentity } from './record-id.ts';
import { SeenIds } from './seen-ids.ts';

/** Leaves out rows whose id has come before in the same load; `onRepeats` hears how many. What goes on knows its ids. */
export async function* dropRepeats(
  chunks: AsyncIterable<CheckedChunk>,
  identity: RecordIdentity,
  onRepeats: (rows: number) => void,
): AsyncGenerator<CheckedChunk> {
  const seen = new SeenIds();
  for await (const chunk of chunks) {
    const rows: number[] = [];
    const ids = recordIds(chunk, identity);
    for (const [row, id] of ids.entries()) if (seen.add(id)) rows.push(row);
    onRepeats(chunk.table.rows - rows.length);
    if (rows.length === chunk.table.rows) yield { ...chunk, ids };
    else {
      yield {
        ...chunk,
        table: takeRows(chunk.table, rows),
        lines: Float64Array.from(rows, (row) => chunk.lines[row]!),
        numbers: Float64Array.from(rows, (row) => chunk.numbers[row]!),
        exact: takeExact(chunk.exact, rows),
        ids: rows.map((row) => ids[row]!),
      };
    }
  }
}
