import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rejects, temporaryDirectory } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { csvSource } from './csv-source.ts';
import type { RawBatch } from './source.ts';

const test = suite('csv-source');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

async function readText(text: string, names: ((cells: number) => string[]) | null = null, delimiter = ',') {
  const path = join(folder.path, 'table.csv');
  await writeFile(path, text);
  const whole = {
    names: [] as readonly string[],
    rows: [] as RawBatch['rows'][number][],
    malformed: [] as RawBatch['malformed'][number][],
  };
  for await (const batch of csvSource(path).read({ names, delimiter })) {
    whole.names = batch.names;
    whole.rows.push(...batch.rows);
    whole.malformed.push(...batch.malformed);
  }
  return whole;
}

test('byte-order mark, CRLF, quoted line breaks and blank lines simply work, and lines are told rightly', async () => {
  const { names, rows } = await readText('\ufeffa,b\r\n1,2\r\n\r\n"x\r\ny","say ""hi"", twice"\r\n3,4');
  assert.equal(names, ['a', 'b']);
  assert.equal(rows, [
    { line: 2, cells: ['1', '2'] },
    { line: 4, cells: ['x\r\ny', 'say "hi", twice'] },
    { line: 6, cells: ['3', '4'] },
  ]);
});

test('ragged rows are told apart, the others keep their cells', async () => {
  const { rows, malformed } = await readText('a,b\n1\n2,3\n4,5,6\n7,8"9\n10,11\n');
  assert.equal(malformed, [
    { line: 2, cells: ['1'], expectedCells: 2 },
    { line: 4, cells: ['4', '5', '6'], expectedCells: 2 },
  ]);
  assert.equal(
    rows.map((row) => row.cells),
    [
      ['2', '3'],
      ['7', '8"9'],
      ['10', '11'],
    ],
  );
});

test('a file without a header line is named from outside', async () => {
  const { names, rows } = await readText('1;2\n3;4\n', (cells) => ['a', 'b'].slice(0, cells), ';');
  assert.equal(names, ['a', 'b']);
  assert.equal(
    rows.map((row) => row.line),
    [1, 2],
  );
});

test('what cannot be read says where, what was expected and what came', async () => {
  await rejects(readText(''), /table\.csv: expected a header line and rows, received an empty file/);
  await rejects(
    readText('a,b,a\n1,2,3\n'),
    /line 1: expected every column to have a name of its own, received "a" more than once/,
  );
  await rejects(
    readText('a,b\n1,2\n"3,4\n5,6\n'),
    /line 3: expected a closing quote before the end of the file/,
  );
  const absent = csvSource(join(folder.path, 'absent.csv'));
  await rejects(absent.digest(), /absent\.csv: expected a CSV file that can be read, received no such file/);
  await rejects(csvSource(folder.path).digest(), /received a directory/);
});

const cell = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom('a"b', ',', '\n', '\r\n', '', ' ', '1,5', '"'),
);

test('any table comes back as it was written, on the lines it was written to', async () => {
  const tables = fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(tables, fc.constantFrom('\n', '\r\n'), async (table, end) => {
      const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
      let line = 2;
      const expected = table.map((cells) => {
        const row = { line, cells: [...cells] };
        line += 1 + (cells.join('').match(/\n/g)?.length ?? 0);
        return row;
      });
      const text = [['a', 'b', 'c'], ...table].map((cells) => cells.map(quoted).join(',') + end).join('');
      const { rows, malformed } = await readText(text);
      assert.equal(malformed, []);
      assert.equal(rows, expected);
    }),
    { numRuns: 60 },
  );
});

test('reading ends when the signal fires', async () => {
  const path = join(folder.path, 'long.csv');
  await writeFile(path, `a,b\n${'1,2\n'.repeat(20_000)}`);
  const abort = new AbortController();
  const source = csvSource(path).read({ names: null, delimiter: ',', signal: abort.signal });
  await rejects(async () => {
    for await (const _ of source) abort.abort();
  }, /abort signal/);
});

test.run();
