import { execFileSync } from 'node:child_process';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RampartError } from '../errors.ts';
import type { ColumnData, TypedTable } from '../table.ts';
import { compileExpression } from './compile-expression.ts';

const test = suite('compileExpression');

const types = new Map<string, 'number' | 'text'>([
  ['a', 'number'],
  ['b', 'number'],
  ['bytes out', 'number'],
  ['s', 'text'],
  ['t', 'text'],
]);
const { NaN: gap } = Number;
const table: TypedTable = {
  rows: 5,
  columns: new Map<string, ColumnData>([
    ['a', Float64Array.of(1, gap, 0, -2.5, 1e300)],
    ['b', Float64Array.of(2, 3, 0, gap, 7)],
    ['bytes out', Float64Array.of(5, 6, 7, 8, 9)],
    ['s', ['tcp', null, 'Udp', '', '10']],
    ['t', ['x', 'y', null, 'z', 'tcp']],
  ]),
};

/** The values of an expression in the table; texts in an array. */
const values = (text: string) => [...compileExpression(text, types).evaluate(table)];
const exactly = (text: string, expected: readonly (number | string | null)[]) => {
  for (const [row, value] of values(text).entries()) {
    assert.ok(Object.is(value, expected[row]), `${text}, row ${row}: ${value}, expected ${expected[row]}`);
  }
};
const faults = (text: string): string[] => {
  try {
    compileExpression(text, types, 'x');
  } catch (error) {
    assert.instance(error, RampartError);
    assert.is((error as RampartError).code, 'schema');
    return (error as RampartError).problems.map(
      ({ where, expected, received }) => `${where}: ${expected}; ${received}`,
    );
  }
  return [];
};

test('arithmetic is that of JavaScript; a missing value and what is not finite are missing', () => {
  exactly('a + b * 2 - 1', [4, gap, -1, gap, 1e300 + 14 - 1]);
  exactly('a / b', [0.5, gap, gap, gap, 1e300 / 7]);
  exactly(
    "d['bytes out'] % 4 ** 2 / 2",
    [5, 6, 7, 8, 9].map((x) => (x % 4 ** 2) / 2),
  );
  exactly('-a ** 2', [-1, gap, 0, -6.25, gap]);
  exactly('2 ** 3 ** 2', [512, 512, 512, 512, 512]);
  exactly('a ** 0', [1, gap, 1, 1, 1]);
  exactly('1 - -a', [2, gap, 1, -1.5, 1 + 1e300]);
});

test('a condition is 1, 0 or missing; `&&` and `||` go by what decides', () => {
  exactly('a < b', [1, gap, 0, gap, 0]);
  exactly("s == 'tcp'", [1, gap, 0, 0, 0]);
  exactly('s != t', [1, gap, gap, 1, 1]);
  exactly("s < 'a'", [0, gap, 1, 1, 1]);
  exactly('a < b && b > 100', [0, 0, 0, gap, 0]);
  exactly('a < b || b > 2', [1, 1, 0, gap, 1]);
  exactly('!(a < b)', [0, gap, 1, gap, 1]);
  exactly('a && b', [1, gap, 0, gap, 1]);
  exactly('(a > 0) + (b > 0)', [2, gap, 0, gap, 2]);
});

test('null asks whether a value is missing', () => {
  exactly('a == null', [0, 1, 0, 0, 0]);
  exactly('s !== null', [1, 0, 1, 1, 1]);
  exactly('a == null ? b : a', [1, 3, 0, -2.5, 1e300]);
  exactly('s == null || a > 0', [1, 1, 0, 0, 1]);
  exactly('a > 0 ? s : null', ['tcp', null, null, null, '10']);
  exactly('is_nan(a) ? -1 : 1', [1, -1, 1, 1, 1]);
});

test('texts are put together with texts and numbers', () => {
  exactly("lower(s) + '/' + t", ['tcp/x', null, null, '/z', '10/tcp']);
  exactly("s + ':' + b", ['tcp:2', null, 'Udp:0', null, '10:7']);
  exactly("replace(s, 'c', 'C')", ['tCp', null, 'Udp', '', '10']);
  exactly('length(s) * 2', [6, gap, 6, 0, 4]);
  exactly('parse_float(s) + 1', [gap, gap, gap, gap, 11]);
  exactly("'it\\'s \\u0041' + s", ["it's Atcp", null, "it's AUdp", "it's A", "it's A10"]);
});

test('times are milliseconds, their parts those of UTC', () => {
  const at = Date.UTC(2024, 1, 29, 23, 59);
  const times: TypedTable = { rows: 1, columns: new Map([['a', Float64Array.of(at)]]) };
  const of = (text: string) => compileExpression(text, types).evaluate(times)[0];
  assert.is(of('utchours(a)'), 23);
  assert.is(of('utcmonth(a)'), 1);
  assert.is(of('utcdatetime(2024, 1, 29, 23, 59)'), at);
  assert.is(of('utcdayofweek(a)'), 4);
});

test('all faults come at once, each with its place', () => {
  const [first, ...others] = faults('lenght(s) + c * t + (a && s)');
  assert.match(first!, /^x, character 1: one of the functions abs, .* and \d+ more; "lenght"$/);
  assert.equal(others, [
    'x, character 13: one of the columns a, b, bytes out, s, t; "c"',
    'x, character 27: a condition; a text',
  ]);
  assert.equal(faults('a = 1'), ['x, character 3: no assignment; `=`']);
  assert.equal(faults('s * 2'), ['x, character 3: numbers around `*`; a text and a number']);
  assert.equal(faults('s == 2'), ['x, character 3: two values of one type around `==`; a text and a number']);
  assert.equal(faults('a < b < 3'), [
    'x, character 7: two numbers or two texts around `<`; a condition and a number',
  ]);
  assert.equal(faults("a ? 1 : 's'"), [
    'x, character 1: two values of one type around `:`; a number and a text',
  ]);
  assert.equal(faults('null'), ['x, character 1: a value; null']);
  assert.equal(faults('pow(a)'), ['x, character 1: 2 arguments of `pow`; 1']);
  assert.equal(faults(''), ['x, character 1: a column, a literal, a function, a sign or `(`; the end']);
});

test('nothing is compiled from text: an expression works where that is forbidden', () => {
  const program = `
    import { compileExpression } from '@rampart/core/internal';
    const expression = compileExpression("a > 0 ? lower(s) + '/' + a : null", new Map([['a', 'number'], ['s', 'text']]));
    const columns = new Map([['a', Float64Array.of(1, -1)], ['s', ['X', 'Y']]]);
    let forbidden = false;
    try { new Function(''); } catch { forbidden = true; }
    console.log(JSON.stringify([forbidden, expression.evaluate({ rows: 2, columns })]));
  `;
  const options = [
    '--disallow-code-generation-from-strings',
    '--conditions=@rampart/source',
    '--import',
    'tsx',
    '--input-type=module',
    '--eval',
    program,
  ];
  const answer = execFileSync(process.execPath, options, {
    cwd: new URL('../../../pipeline/', import.meta.url),
    encoding: 'utf8',
  });
  assert.equal(JSON.parse(answer), [true, ['x/1', null]]);
});

test.run();
