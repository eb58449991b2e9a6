import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { rejects, textSource } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { guessFileFormat } from './guess-file-format.ts';
import { judgeHeader } from './judge-header.ts';

const test = suite('guessFileFormat');

const cut = (text: string) => text.split('\n').map((line) => line.split(','));
const body = Array.from(
  { length: 12 },
  (_, at) => `${at * 7},${['tcp', 'udp'][at % 2]},${at % 3 ? 'good' : 'bad'}`,
);

for (const [what, first, rows, header] of [
  ['names above numbers', 'size,proto,label', body, true],
  ['a row like the others', '3,tcp,bad', body, false],
  ['a row with a rare category', '3,icmp,bad', body, false],
  ['a row with a gap', '?,tcp,bad', body, false],
  ['numbers of columns', '0,1,label', body, true],
  ['numbers of columns beside an index', ',0,1,label', body.map((row, at) => `${at},${row}`), true],
  ['numbers alone', '0,1,2,3', ['4,0,1,2', '5,1,1,3'], true],
  ['a row of numbers', '4,1,2,3', ['4,0,1,2', '5,1,1,3'], false],
  ['texts that come again', 'ham,de', ['spam,de', 'ham,fr', 'ham,en'], false],
  ['names above texts', 'kind,lang', ['spam,de', 'ham,fr', 'ham,de', 'spam,fr'], true],
  [
    'addresses without a header',
    'http://a.example/x,bad',
    ['http://b.example,good', 'http://c.example/,bad'],
    false,
  ],
  ['addresses with one', 'url,label', ['http://b.example,good', 'http://c.example/,bad'], true],
  ['times', 'at,x', ['2026-01-01 10:00,a', '2026-01-01 10:05,b'], true],
  ['a header that comes again', 'size,proto,label', [...body, 'size,proto,label', ...body], true],
  ['no rows', 'size,proto,label', [], true],
] as const) {
  test(`${what}: ${header ? 'a header' : 'none'}`, () => {
    const verdict = judgeHeader(
      first.split(','),
      cut(rows.join('\n')).filter((row) => row.length > 1),
    );
    equal(verdict.header, header, verdict.doubt);
    if (!header) match(verdict.doubt!, /no header line/);
  });
}

test('a line above numbers is a header if and only if it is no row of them', () => {
  const row = fc.tuple(
    fc.integer({ min: 10 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom('a b', 'c'),
  );
  fc.assert(
    fc.property(fc.array(row, { minLength: 3, maxLength: 9 }), (rows) => {
      const texts = rows.map((cells) => cells.map(String));
      ok(judgeHeader(['count', 'mean', 'label'], texts).header);
      ok(
        !judgeHeader([...texts[1]!.slice(0, 2), 'a b'], texts.slice(1)).header ||
          new Set(texts.map(String)).size < texts.length,
      );
    }),
  );
});

const guess = (text: string, told = {}) => guessFileFormat(textSource(text), told);
const rows = `${body.join('\n')}\n`;

for (const [what, text, expected] of [
  ['comments', `# made by x\n#\nsize,proto,label\n${rows}`, { delimiter: ',', header: true, comment: '#' }],
  ['a header behind #', `# made by x\n#size,proto,label\n${rows}`, { delimiter: ',', header: true, skip: 1 }],
  [
    'a comment at the end',
    `size,proto,label\n${rows}# end\n`,
    { delimiter: ',', header: true, comment: '#' },
  ],
  ['a tag that begins with #', `tag,label\n#a,x\nb,y\n#a,x\n`, { delimiter: ',', header: true }],
  ['Excel', `sep=;\nsize;label\n1;a\n2;b\n`, { delimiter: ';', header: true }],
  ['single blanks', 'size proto label\n1 tcp a\n2 udp b\n', { delimiter: ' ', header: true }],
  [
    'Zeek',
    '#separator \\x09\n#set_separator\t,\n#empty_field\t(none)\n#unset_field\t*\n#fields\tts\tproto\n#types\ttime\tenum\n1.5\ttcp\n#close\tx\n',
    { delimiter: '\t', header: true, comment: '#', missing: ['*', '(none)'] },
  ],
] as const) {
  test(`${what} are recognised`, async () => {
    const { doubts: _, missing, ...layout } = await guess(text);
    const found = { ...layout, ...(missing.length > 0 && { missing }) };
    deepEqual(Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)), expected);
  });
}

for (const [what, text, message] of [
  [
    'a title',
    `Weekly export\nsize,proto,label\n${rows}`,
    /line 2 has 3 cells where line 1 has 1 cell.*"Weekly export".*--skip 1/s,
  ],
  [
    'a title as a sheet has it',
    `Weekly export,,\nsize,proto,label\n${rows}`,
    /a title on line 1.*line 2 is "size,proto,label".*--skip 1/s,
  ],
  [
    'a delimiter behind each row',
    'a,b,label\n1,2,x,\n3,4,y,\n',
    /line 2 has 4 cells where line 1 has 3.*at the end of each row/s,
  ],
  [
    'rows with a name too few',
    `a,label\n${'1,2,x\n'.repeat(30)}`,
    /line 2 has 3 cells where line 1 has 2.*one name is missing/s,
  ],
  ['quotes that are none', "a,b\n'x, y',1\n'z',2\n'x, w',3\n", /line 2 has 3 cells.*neither `'` nor/s],
  ['several blanks', 'date   flow  label\n2026 1   a\n2026  22  b\n', /lines of one cell.*--delimiter/s],
  ['one cell a line', `${'x'.repeat(300)}\n`.repeat(4), /line 1 is "x+…; line 2/],
] as const) {
  test(`${what}: the first lines are shown, and what settles it`, async () => {
    await rejects(() => guess(text), message);
  });
}

test('what is told is not guessed', async () => {
  const told = { delimiter: ',', header: false, skip: 1, comment: '%' };
  const { delimiter, header, skip, comment } = await guess('Weekly export\nsize,label\n1,a\n', told);
  deepEqual({ delimiter, header, skip, comment }, told);
});

test.run();
