import { RampartError } from '@rampart/core';
import { quote } from '@rampart/core/internal';
import {
  type ByteSource,
  mostOfRow,
  objectBatches,
  type ObjectText,
  type TableFormat,
  textOf,
  tooLong,
} from '@rampart/core/formats';
import { arrayScanner } from './array-scanner.ts';

/** One JSON array of objects, of any length: it is read element by element. Lines are the numbers of the rows. */
export const json: TableFormat<'json'> = {
  name: 'json',
  extensions: ['json'],
  read: (bytes, options) => objectBatches(bytes.uri, elements(bytes, options.signal), options),
};

async function* elements(bytes: ByteSource, signal: AbortSignal | undefined): AsyncGenerator<ObjectText> {
  const scanner = arrayScanner();
  let row = 0;
  let begun: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes.stream(signal)) {
    let start = 0;
    for (const cut of scanner.scan(chunk)) {
      if (cut.kind === 'wrong') throw noArray(bytes.uri, row, textOf([chunk.subarray(cut.at, cut.at + 40)]));
      if (cut.kind === 'begin') start = cut.at;
      else {
        const text = textOf([...begun, chunk.subarray(start, cut.at)]);
        [begun, length] = [[], 0];
        row += 1;
        yield { line: row, text };
      }
    }
    if (!scanner.inElement) continue;
    begun.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > mostOfRow) throw tooLong(`${bytes.uri}, row ${row + 1}`);
  }
  if (scanner.finished) return;
  throw new RampartError('source', {
    where: row === 0 ? bytes.uri : `${bytes.uri}, after row ${row}`,
    expected: row === 0 ? 'a JSON array of objects' : 'the array to go on or to end with `]`',
    received:
      row === 0 && !scanner.inElement ? 'an empty file or the beginning of one' : 'the end of the file',
    fix: 'Check that what writes it has finished.',
  });
}

function noArray(uri: string, row: number, text: string): RampartError {
  return new RampartError('source', {
    where: row === 0 ? uri : `${uri}, after row ${row}`,
    expected: row === 0 ? 'a JSON array of objects' : 'a comma or the end of the array',
    received: quote(text),
    fix: 'Where each line is an object, tell so with `--format ndjson`.',
  });
}
