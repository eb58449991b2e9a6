import { closeSync, openSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** The columns of a dataset schema whose values are all listed as numbers, in its order. */
export async function codedColumns(schemaFile) {
  const [, ...columns] = (await readFile(schemaFile, 'utf8')).split(/^ {2}- name: /m);
  return columns.map((text) => ({
    name: text.slice(0, text.indexOf('\n')).trim(),
    values: (/^ {4}values: \[(.*)\]/m.exec(text)?.[1] ?? '-1, 1').split(',').map(Number),
  }));
}

/** Writes a CSV file of random values of those columns; the same number of rows gives the same bytes. */
export function writeTable(path, rows, columns) {
  const texts = columns.map(({ values }) => values.map((value) => Buffer.from(String(value))));
  const file = openSync(path, 'w');
  const buffer = Buffer.allocUnsafe(1 << 20);
  let at = buffer.write(`${columns.map(({ name }) => name).join(',')}\n`);
  let state = 0x9e3779b9;
  for (let row = 0; row < rows; row++) {
    if (at > buffer.length - 4096) {
      writeSync(file, buffer, 0, at);
      at = 0;
    }
    for (let column = 0; column < texts.length; column++) {
      // xorshift32: fast, and the same everywhere.
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      const choices = texts[column];
      const text = choices[(state >>> 8) % choices.length];
      for (let byte = 0; byte < text.length; byte++) buffer[at++] = text[byte];
      buffer[at++] = column === texts.length - 1 ? 10 : 44;
    }
  }
  writeSync(file, buffer, 0, at);
  closeSync(file);
}
