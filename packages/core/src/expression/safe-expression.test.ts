import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RampartError } from '../errors.ts';
import type { TypedTable } from '../table.ts';
import { compileExpression } from './compile-expression.ts';
import { functionRules, refusedFunctions } from './functions.ts';

// An expression comes with a bundle, and a bundle must not be able to carry code.
const test = suite('safe expressions');

const types = new Map<string, 'number' | 'text'>([
  ['a', 'number'],
  ['s', 'text'],
  ['d', 'number'],
  ['constructor', 'number'],
]);
const table: TypedTable = {
  rows: 3,
  columns: new Map<string, Float64Array | (string | null)[]>([
    ['a', Float64Array.of(1, Number.NaN, -3)],
    ['s', ['x', null, 'y'.repeat(20_000)]],
    ['d', Float64Array.of(4, 5, 6)],
    ['constructor', Float64Array.of(7, 8, 9)],
  ]),
};

/** Evaluates where that is allowed. Everything but an error of the schema is a finding. */
function attempt(text: string): 'refused' | 'evaluated' {
  let expression;
  try {
    expression = compileExpression(text, types, 'the expression');
  } catch (error) {
    assert.instance(error, RampartError, `${text}: ${String(error)}`);
    assert.is((error as RampartError).code, 'schema', text);
    return 'refused';
  }
  const values = expression.evaluate(table);
  assert.is(values.length, 3, text);
  for (const value of values) {
    assert.ok(value === null || typeof value === 'number' || typeof value === 'string', text);
    assert.ok(typeof value !== 'number' || Number.isNaN(value) || Number.isFinite(value), text);
  }
  return 'evaluated';
}

/** What code would do to be seen: `canary.called` is false as long as none has run. */
const canary = { called: false };
Object.assign(globalThis, {
  rampartCanary: () => {
    canary.called = true;
    return 1;
  },
});
test.after(() => void Reflect.deleteProperty(globalThis, 'rampartCanary'));

const attacks = [
  'rampartCanary()',
  'op.rampartCanary()',
  'globalThis.rampartCanary()',
  '(() => rampartCanary())()',
  'd => rampartCanary()',
  'd => d.a',
  'function () { return rampartCanary() }',
  '(function () { return rampartCanary() })()',
  "a.constructor.constructor('return rampartCanary()')()",
  "''.constructor.constructor('return rampartCanary()')()",
  "d['a'].constructor",
  "d['a']['constructor']",
  'd[`a`]',
  'd[a]',
  'd[rampartCanary()]',
  'd[(rampartCanary(), "a")]',
  '$.x',
  'd.a',
  'd.constructor',
  "op['abs'](a)",
  'op.abs.constructor("return rampartCanary()")()',
  'op.constructor(a)',
  'op.toString()',
  'op.__proto__',
  'Math.max(a, rampartCanary())',
  'this',
  'this.rampartCanary()',
  'new Function("rampartCanary()")',
  'import("node:fs")',
  'require("node:fs")',
  'eval("rampartCanary()")',
  '`${rampartCanary()}`',
  'op.abs`${rampartCanary()}`',
  'a = rampartCanary()',
  'a += 1',
  'a++',
  'a, rampartCanary()',
  'a; rampartCanary()',
  'a) + rampartCanary((1',
  '1); rampartCanary(); (1',
  'a /* */ + rampartCanary()',
  'a // \n + rampartCanary()',
  'a\u2028rampartCanary()',
  '[rampartCanary()]',
  '({ x: rampartCanary() })',
  '...a',
  'a?.b',
  'a ?? rampartCanary()',
  'a in d',
  'a instanceof d',
  'typeof a',
  'void rampartCanary()',
  'delete d.a',
  'a & 1',
  'a | 1',
  '~a',
  'a << 31',
  '/(a+)+$/',
  'match(s, /(a+)+$/)',
  "match(s, '(a+)+$')",
  "split(s, '(a+)+$')",
  "replace(s, s, 'x')",
  "replace(s, 'x', '$&$&')",
  'repeat(s, 1000000000)',
  'padstart(s, 1000000000)',
  'sequence(1000000000)',
  'row_object()',
  'random()',
  'now()',
  'parse_json(s)',
  "'\\x41'",
  '"unclosed',
  '\\u0061',
  '\\u0072ampartCanary()',
  'rampartCanary\\u0028)',
  '1e999',
  '0x10',
  '1_000',
  '10n',
  '__proto__',
  "d['__proto__']",
  'undefined',
  'NaN',
  'arguments',
  'row',
  'data',
  'fn',
  '#a',
  '@a',
  '<!-- a',
  '\0',
  '\ud800',
];

test('no code, however written, is an expression', () => {
  for (const attack of attacks) assert.is(attempt(attack), 'refused', attack);
  assert.not(canary.called);
});

test('a column may be called like a property of every object', () => {
  assert.equal([...compileExpression('constructor + d', types).evaluate(table)], [11, 13, 15]);
});

test('what is too large is refused or stays within bounds', () => {
  for (const text of [
    '('.repeat(1999) + 'a' + ')'.repeat(1999),
    '-'.repeat(3000) + 'a',
    '!'.repeat(3000) + 'a',
    `a${' + a'.repeat(900)}`,
    `${'a < ('.repeat(50)}a${')'.repeat(50)}`,
    `${'(a < 1 ? 2 : 3) < '.repeat(20)} 4`,
    'a'.repeat(5000),
    `${"(a > (s < 'x' ? ".repeat(40)}1${' : 2))'.repeat(40)}`,
    'abs('.repeat(900) + 'a' + ')'.repeat(900),
  ]) {
    assert.is(attempt(text), 'refused', text.slice(0, 40));
  }
  assert.is(attempt(`a${' + a'.repeat(390)}`), 'evaluated');
  assert.is(attempt(`a${' ** a'.repeat(390)}`), 'evaluated');
  assert.is(attempt(`a > 0${' && a < 9'.repeat(190)}`), 'evaluated');
  assert.is(attempt(`${'a < 1 ? 2 : '.repeat(50)} 3`), 'evaluated');
  // 20,000 characters 300 times over are more than a cell may hold.
  assert.equal(
    [...compileExpression(`s${' + s'.repeat(300)}`, types).evaluate(table)].map((x) => x === null),
    [false, true, true],
  );
});

test('no text at all runs or crashes: random characters, random pieces of the language and of JavaScript', () => {
  const written =
    `a s d d['a'] d[' '] 1 0.5 'x' " ' \\ null true + - * / % ** == != < >= && || ! ? : ( ) [ ] , rampartCanary() ` +
    'rampartCanary => = . constructor ` ${ } { ; this new function return /* // \u2028 \u0000 $ op.';
  const called = [...functionRules.keys(), ...refusedFunctions.keys()].map((name) => `${name}(`);
  const pieces = fc.constantFrom(...written.split(' '), ' ', '\n', ...called);
  const garbled = fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join(''));
  let evaluated = 0;
  fc.assert(
    fc.property(fc.oneof(garbled, fc.string(), fc.string({ unit: 'binary' })), (text) => {
      if (attempt(text) === 'evaluated') evaluated++;
    }),
    { numRuns: 8000 },
  );
  assert.ok(evaluated > 40, `only ${evaluated} texts were expressions`);
  assert.not(canary.called);
});

test('an attack inside a valid expression is refused too', () => {
  const valid = fc.constantFrom('a + 1', "s == 'x'", 'abs(a)', 'a > 1 ? 2 : 3', "d['a'] * d", 'lower(s)');
  fc.assert(
    fc.property(
      valid,
      fc.constantFrom(...attacks),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (text, attack, share) => {
        const at = Math.floor(share * (text.length + 1));
        attempt(text.slice(0, at) + attack + text.slice(at));
        attempt(text.replace('a', `(${attack})`));
      },
    ),
    { numRuns: 2000 },
  );
  assert.not(canary.called);
});

test.run();
