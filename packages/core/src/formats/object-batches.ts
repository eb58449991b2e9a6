import { quote, RampartError } from '../errors.ts';
import { parseLossless } from '../parse-lossless.ts';
import type { MalformedRow, RawBatch, ReadOptions } from '../rows/source.ts';
import { rowsPerBatch } from './table-format.ts';

/** A text that should be one JSON object, and the line (or the number of the row) where it begins. */
export interface ObjectText {
  readonly line: number;
  readonly text: string;
}

/**
 * Parses objects into rows. The columns are the keys of the first batch in the order in which they come; keys that
 * come later are added. What an object lacks is undefined; what is no object is malformed.
 */
export async function* objectBatches(
  uri: string,
  texts: AsyncIterable<ObjectText>,
  { columns }: ReadOptions,
): AsyncGenerator<RawBatch> {
  const wanted = columns === undefined ? undefined : new Set(columns);
  const known = new Set<string>();
  let objects: { line: number; object: Record<string, unknown> }[] = [];
  let malformed: MalformedRow[] = [];
  let first = true;
  const batch = (): RawBatch => {
    if (first && objects.length === 0 && malformed.length > 0) throw nothingReadable(uri, malformed[0]!);
    first = false;
    for (const { object } of objects) {
      for (const key of Object.keys(object)) {
        if (!known.has(key) && (wanted === undefined || wanted.has(key))) known.add(key);
      }
    }
    const names = [...known];
    // A column named `constructor` must not find what every object inherits.
    const rows = objects.map(({ line, object }) => ({
      line,
      cells: names.map((name) => (Object.hasOwn(object, name) ? object[name] : undefined)),
    }));
    // Behind the columns, as a cell that belongs to none of them.
    const before = names.map(() => undefined);
    const done = {
      names,
      rows,
      malformed: malformed.map((row) => ({ ...row, cells: [...before, ...row.cells] })),
    };
    [objects, malformed] = [[], []];
    return done;
  };
  for await (const { line, text } of texts) {
    const object = parseObject(text);
    if (object === undefined) {
      malformed.push({ line, cells: [text], expected: 'a JSON object', received: quote(text) });
    } else objects.push({ line, object });
    if (objects.length + malformed.length >= rowsPerBatch) yield batch();
  }
  yield batch();
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value = parseLossless(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function nothingReadable(uri: string, first: MalformedRow): RampartError {
  return new RampartError('source', {
    where: `${uri}, line ${first.line}`,
    expected: first.expected,
    received: first.received,
    fix: /^"?\[/.test(first.received)
      ? 'Where the file holds one array of objects, tell so with `--format json`.'
      : 'Tell the format of the table with `--format`.',
  });
}
