import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseDecimal } from './parse-decimal.ts';

const test = suite('parseDecimal');

test('every double comes back from its shortest text', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      assert.is(parseDecimal(String(value)), value + 0);
    }),
  );
});

test('decimal notation gives what Number() gives, to the last bit', () => {
  const decimal = fc
    .tuple(
      fc.constantFrom('', '-', '+'),
      fc.nat(),
      fc.constantFrom('', '.', '.5', '.000123', '.9999999999'),
      fc.constantFrom('', 'e3', 'E-20', 'e+2'),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(decimal, (text) => assert.is(parseDecimal(text), Number(text) + 0)),
    { numRuns: 2000 },
  );
  for (const text of [
    '0.1',
    '0.3',
    '.5',
    '5.',
    '1e308',
    '179769313486231570000',
    '9007199254740993',
    '0.1234567890123456789',
  ])
    assert.is(parseDecimal(text), Number(text), text);
});

test('whatever it accepts, Number() reads the same way', () => {
  const text = fc.string({ unit: fc.constantFrom(...'0123456789+-.eExX_ \t'.split('')), maxLength: 12 });
  fc.assert(
    fc.property(text, (cell) => {
      const value = parseDecimal(cell);
      if (!Number.isNaN(value)) assert.is(value, Number(cell) + 0);
      // Of what Number() reads, only the empty text and hex are refused.
      else if (!/^\s*$|x/i.test(cell)) assert.not(Number.isFinite(Number(cell)), JSON.stringify(cell));
    }),
    { numRuns: 5000 },
  );
});

test('blanks around a number do not matter, a negative zero is zero', () => {
  assert.is(parseDecimal(' \t-1.50\r'), -1.5);
  assert.ok(Object.is(parseDecimal('-0.0'), 0));
  assert.ok(Object.is(parseDecimal('-0e5'), 0));
});

test('what is no finite decimal number is NaN', () => {
  for (const text of [
    '',
    '  ',
    '0x10',
    '0b1',
    '1_000',
    '1,5',
    'Infinity',
    '-inf',
    'NaN',
    '1e999',
    '1e',
    'e5',
    '.',
    '-',
    '1 2',
    '1n',
    '१',
  ])
    assert.ok(Number.isNaN(parseDecimal(text)), text);
});

test.run();
