import { RampartError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import { concatBytes } from './concat-bytes.ts';
import { placed } from './text/not-text.ts';
import { textBlocks, type TextOptions } from './text/text-blocks.ts';
import { type ObjectText, objectBatches } from './object-batches.ts';
import type { TableFormat } from './table-format.ts';

/** One JSON object a line; blank lines are skipped, a line that is none is told apart. */
export const ndjson: TableFormat<'ndjson'> = {
  name: 'ndjson',
  extensions: ['ndjson', 'jsonl'],
  read: (bytes, options) => objectBatches(bytes.uri, objectLines(bytes, options), options),
};

const newline = 10;

/** The lines of a text that are not blank, with their numbers. */
export async function* objectLines(
  bytes: Pick<ByteSource, 'uri' | 'stream'>,
  options: TextOptions,
): AsyncGenerator<ObjectText> {
  let line = 0;
  let begun: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of placed(textBlocks(bytes, options), () => `${bytes.uri}, line ${line + 1}`)) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      const text = textOf([...begun, chunk.subarray(start, end)]);
      [begun, length, start] = [[], 0, end + 1];
      line += 1;
      if (text !== '') yield { line, text };
    }
    begun.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > mostOfRow) throw tooLong(`${bytes.uri}, line ${line + 1}`);
  }
  const last = textOf(begun);
  if (last !== '') yield { line: line + 1, text: last };
}

/** Longest text of one row, in bytes. */
export const mostOfRow = 2 ** 26;

const decoder = new TextDecoder();

/** The text of bytes that may be cut anywhere, without blanks (and byte-order mark) around it. */
export function textOf(parts: readonly Uint8Array[]): string {
  return decoder.decode(concatBytes(parts)).trim();
}

/** Not JSON of many rows, then, but of one: reading on would fill the memory. */
export function tooLong(where: string): RampartError {
  return new RampartError('source', {
    where,
    expected: 'a row of at most 64 MiB',
    received: 'a longer one',
    fix: 'Tell the format of the table with `--format`: `ndjson` is one object a line, `json` an array of objects.',
  });
}
