import { setImmediate } from 'node:timers/promises';
import { inMemory } from '../formats/byte-source.ts';
import { csv } from '../formats/csv/csv.ts';
import { tableSource } from '../formats/table-source.ts';
import type { Source } from '../rows/source.ts';

/** A CSV table that a text holds, under the name of a file. */
export function textSource(text: string, uri = 'table.csv'): Source {
  async function* stream() {
    yield Buffer.from(text);
    // As with a file, the end is known later than the bytes.
    await setImmediate();
  }
  const digest = () => Promise.resolve(null);
  return tableSource({ uri, stream, open: () => inMemory(uri, stream()), digest }, csv);
}
