import { readAll, rejects, textSource } from '../../testing/index.ts';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'csv-parse/sync';

const test = suite('csv');

function readText(text: string, names: ((cells: number) => string[]) | null = null, delimiter = ',') {
  return readAll(textSource(text), { names, delimiter });
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
    { line: 2, cells: ['1'], expected: '2 cells', received: '1 cell' },
    { line: 4, cells: ['4', '5', '6'], expected: '2 cells', received: '3 cells' },
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

test('line ends of several systems may stand in one file', async () => {
  const { rows } = await readText('a,b\r\n1,2\n3,4\r5,6\n\r\n7,"8\r9"\n10,11');
  assert.equal(rows, [
    { line: 2, cells: ['1', '2'] },
    { line: 3, cells: ['3', '4'] },
    { line: 4, cells: ['5', '6'] },
    { line: 6, cells: ['7', '8\r9'] },
    { line: 8, cells: ['10', '11'] },
  ]);
});

test('a stray quote that takes cells or rows with it makes the row malformed, a harmless one does not', async () => {
  const { rows, malformed } = await readText(
    'a,b\n1,"x\n2,y\n3,"z\n4,"""w\nv"\n"5"",5",6\n"7,7"8,9\n"10"11,12\n13,14\n',
  );
  assert.equal(
    malformed.map(({ line, received }) => [line, received.startsWith('a quote that ends elsewhere')]),
    [
      [2, true],
      [8, true],
    ],
  );
  assert.equal(
    rows.map(({ line, cells }) => [line, ...cells]),
    [
      [5, '4', '"w\nv'],
      [7, '5",5', '6'],
      [9, '"10"11', '12'],
      [10, '13', '14'],
    ],
  );
});

/** Texts made of what CSV readers stumble over. */
const messy = fc
  .array(
    fc.constantFrom(
      'a',
      '1',
      ',',
      ';',
      '"',
      '""',
      '\n',
      '\r\n',
      '\r',
      ' ',
      '\ufeff',
      'ü',
      '漢',
      '🙂',
      'x,y\n',
    ),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(''));

test('whatever a file holds, every record of csv-parse comes back as a row or as malformed, no cell moved', async () => {
  const spoken = { rows: 0, malformed: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(messy, async (text) => {
      let records: string[][];
      try {
        records = parse(`a,b\n${text}`, {
          bom: true,
          record_delimiter: ['\r\n', '\n', '\r'],
          relax_column_count: true,
          relax_quotes: true,
          skip_empty_lines: true,
        });
      } catch {
        spoken.refused += 1;
        await rejects(readText(`a,b\n${text}`), /expected a closing quote/);
        return;
      }
      const { rows, malformed } = await readText(`a,b\n${text}`);
      const cells = [...rows, ...malformed]
        .toSorted((left, right) => left.line - right.line)
        .map((row) => row.cells);
      assert.equal(cells, records.slice(1));
      assert.ok(rows.every((row) => row.cells.length === 2));
      spoken.rows += rows.length;
      spoken.malformed += malformed.length;
    }),
    { numRuns: 400 },
  );
  assert.ok(Math.min(...Object.values(spoken)) > 20, `each case is met: ${JSON.stringify(spoken)}`);
});

test('lines are those of an editor, whatever stands between them', async () => {
  await fc.assert(
    fc.asyncProperty(messy, async (text) => {
      const whole = `a,b\n${text}`;
      const { rows, malformed } = await readText(whole).catch(() => ({ rows: [], malformed: [] }));
      const lines = whole.split(/\r\n|\r|\n/);
      for (const { line, cells } of [...rows, ...malformed]) {
        const [first = ''] = String(cells[0]).split(/[\r\n]/);
        const begin = lines[line - 1]!.replace(/^"/, '').replaceAll('""', '"');
        assert.ok(
          begin.startsWith(first.replaceAll('""', '"')) || first.startsWith('"'),
          `${JSON.stringify(whole)}: ${line}`,
        );
      }
    }),
    { numRuns: 200 },
  );
});

test.run();
