import { quote, RampartError } from '@rampart/core/internal/tables';
import {
  type ByteSource,
  mostOfRow,
  objectBatches,
  objectLines,
  type ObjectText,
  placed,
  type TableFormat,
  textBlocks,
  textOf,
  type TextOptions,
  tooLong,
} from '@rampart/core/formats';
import { arrayScanner } from './array-scanner.ts';

/**
 * One JSON array of objects, of any length: it is read element by element. Lines are the numbers of the rows. A file
 * that begins with an object holds one a line, as many programs name their NDJSON.
 */
export const json: TableFormat<'json'> = {
  name: 'json',
  extensions: ['json'],
  read: (bytes, options) => objectBatches(bytes.uri, objectTexts(bytes, options), options),
};

/** Bytes that are read in order. */
type Bytes = Pick<ByteSource, 'uri' | 'stream'>;

const brace = '{'.charCodeAt(0);

async function* objectTexts(bytes: ByteSource, options: TextOptions): AsyncGenerator<ObjectText> {
  const [first, again] = await peek(bytes, options.signal);
  yield* first === brace ? objectLines(again, options) : elements(again, options);
}

/** The first byte that is no blank and no byte-order mark, and the same bytes from their beginning. */
async function peek(
  bytes: ByteSource,
  signal: AbortSignal | undefined,
): Promise<[number | undefined, Bytes]> {
  const chunks = bytes.stream(signal)[Symbol.asyncIterator]();
  const begun: Uint8Array[] = [];
  let first: number | undefined;
  while (first === undefined) {
    const next = await chunks.next();
    if (next.done === true) break;
    // A stream may fill the same memory again.
    begun.push(Uint8Array.from(next.value));
    first = next.value.find((byte) => byte > 32 && !byteOrderMark.includes(byte));
  }
  async function* stream(): AsyncGenerator<Uint8Array> {
    try {
      yield* begun;
      yield* { [Symbol.asyncIterator]: () => chunks };
    } finally {
      await chunks.return?.();
    }
  }
  return [first, { uri: bytes.uri, stream }];
}

const byteOrderMark = [0xef, 0xbb, 0xbf];

async function* elements(bytes: Bytes, options: TextOptions): AsyncGenerator<ObjectText> {
  const scanner = arrayScanner();
  let row = 0;
  let begun: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of placed(textBlocks(bytes, options), () => `${bytes.uri}, row ${row + 1}`)) {
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
