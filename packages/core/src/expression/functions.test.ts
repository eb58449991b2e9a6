import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Cell, ColumnData } from '../table.ts';
import { compileExpression } from './compile-expression.ts';
import { functionRules, refusedFunctions } from './functions.ts';

const test = suite('functions of expressions');

/** The value of an expression that reads no column, or a number `x` and a text `s`. */
function valueOf(text: string, x = Number.NaN, s: string | null = null): Cell {
  const types = new Map([
    ['x', 'number' as const],
    ['s', 'text' as const],
  ]);
  const columns = new Map<string, ColumnData>([
    ['x', Float64Array.of(x)],
    ['s', [s]],
  ]);
  return compileExpression(text, types).evaluate({ rows: 1, columns })[0]!;
}

const leapDay = Date.UTC(2024, 1, 29, 23, 58, 57, 123);

/** What a call gives, worked out by hand; `x` is the leap day. */
const known: readonly (readonly [call: string, value: Cell])[] = [
  ['abs(-3)', 3],
  ['cbrt(-27)', -3],
  ['ceil(1.2)', 2],
  ['exp(0)', 1],
  ['expm1(0)', 0],
  ['floor(-1.2)', -2],
  ['fround(0.1)', 0.10000000149011612],
  ['log(1)', 0],
  ['log10(1000)', 3],
  ['log1p(0)', 0],
  ['log2(8)', 3],
  ['round(2.5)', 3],
  ['round(-2.5)', -2],
  ['sign(-7)', -1],
  ['sqrt(9)', 3],
  ['sqrt(-9)', Number.NaN],
  ['trunc(-1.8)', -1],
  ['degrees(radians(90))', 90],
  ['radians(180)', Math.PI],
  ['acos(1)', 0],
  ['acosh(1)', 0],
  ['asin(1)', Math.PI / 2],
  ['asinh(0)', 0],
  ['atan(1)', Math.PI / 4],
  ['atanh(0)', 0],
  ['cos(0)', 1],
  ['cosh(0)', 1],
  ['sin(0)', 0],
  ['sinh(0)', 0],
  ['tan(0)', 0],
  ['tanh(0)', 0],
  ['utcyear(x)', 2024],
  ['utcquarter(x)', 0],
  ['utcmonth(x)', 1],
  ['utcdate(x)', 29],
  ['utcdayofyear(x)', 60],
  ['utcdayofweek(x)', 4],
  ['utchours(x)', 23],
  ['utcminutes(x)', 58],
  ['utcseconds(x)', 57],
  ['utcmilliseconds(x)', 123],
  ['utcyear(1e17)', Number.NaN],
  ['clz32(1)', 31],
  ['pow(2, 10)', 1024],
  ['atan2(1, 1)', Math.PI / 4],
  ['greatest(1, 3, 2)', 3],
  ['greatest(4)', 4],
  ['least(1, 3, -2)', -2],
  ['bin(7.3, 0, 10, 2)', 6],
  ['bin(7.3, 0, 10, 2, 1)', 8],
  ['bin(11, 0, 10, 2)', Number.NaN],
  ['bin(-1, 0, 10, 2)', Number.NaN],
  ['is_nan(1)', 0],
  ['is_nan(0 / 0)', 1],
  ['is_finite(1)', 1],
  ['is_finite(1 / 0)', 0],
  ['utcweek(x)', 8],
  // A Sunday: a week begins with it, or ends.
  ['utcweek(utcdatetime(2024, 2, 3))', 9],
  ['utcweek(utcdatetime(2024, 2, 3), 1)', 8],
  ['utcweek(utcdatetime(2024))', 0],
  ['utcdatetime(2024, 1, 29, 23, 58, 57, 123)', leapDay],
  ['utcdatetime(2024, 1)', Date.parse('2024-02-01T00:00:00Z')],
  ["lower('AbÇ')", 'abç'],
  ["normalize('e\\u0301')", 'é'],
  ["reverse('abc')", 'cba'],
  ["trim(' a ')", 'a'],
  ["upper('abß')", 'ABSS'],
  ["substring('abcd', 3, 1)", 'bc'],
  ["substring('abcd', 2)", 'cd'],
  ["slice('abcd', -3, -1)", 'bc'],
  ["slice('abcd', 2)", 'cd'],
  ["replace('a.b.c', '.', '')", 'ab.c'],
  ["length('𝒳')", 2],
  ["indexof('abcb', 'b')", 1],
  ["indexof('abcb', 'x')", -1],
  ["lastindexof('abcb', 'b')", 3],
  ["endswith('abc', 'bc')", 1],
  ["includes('abc', 'x')", 0],
  ["startswith('abc', 'ab')", 1],
  ["parse_float('12.5 kB')", 12.5],
  ["parse_float('kB')", Number.NaN],
  ["parse_int('0x1F')", 31],
  ["parse_int('z', 36)", 35],
];

test('every function gives what it does by hand', () => {
  for (const [call, value] of known) {
    const given = valueOf(call, leapDay);
    assert.ok(Object.is(given, value), `${call}: ${given}, by hand ${value}`);
  }
  const tried = known.map(([call]) => call.slice(0, call.indexOf('(')));
  assert.equal(
    [...functionRules.keys()].filter((name) => !tried.includes(name)),
    [],
  );
});

test('no function but those about missing values gives something for a missing argument, whichever it is', () => {
  for (const [name, { takes, gives }] of functionRules) {
    for (const missing of takes.keys()) {
      if (takes[missing] === 'literal text') continue;
      const args = takes.map((type, at) =>
        at === missing ? (type === 'number' ? 'x' : 's') : type === 'number' ? '1' : "'1'",
      );
      const value = valueOf(`${name}(${args.join(', ')})`);
      const expected =
        name === 'is_nan' ? 1 : name === 'is_finite' ? 0 : gives === 'text' ? null : Number.NaN;
      assert.ok(Object.is(value, expected), `${name}(${args.join(', ')}): ${value}`);
    }
  }
});

test('a function that may not be called says why', () => {
  const types = new Map([['x', 'number' as const]]);
  for (const [name, reason] of refusedFunctions) {
    assert.throws(() => compileExpression(`${name}(x)`, types), new RegExp(reason.slice(0, 20)));
  }
});

test.run();
