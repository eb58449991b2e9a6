import { equal } from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { beyondDouble, plainDecimal, scaledDecimal } from './exact-decimal.ts';

const test = suite('exact decimals');

test('no digit is beyond the double that wrote it, in any notation', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      equal(beyondDouble(String(value), value), undefined);
      equal(beyondDouble(`${plainDecimal(value)}`, value), undefined);
      equal(beyondDouble(`  +0000${plainDecimal(Math.abs(value))}`, Math.abs(value)), undefined);
    }),
  );
});

test('integers are told apart, however they are written', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 90n), max: 2n ** 90n }), (integer) => {
      const held = BigInt(Number(integer)) === integer;
      const exact = beyondDouble(String(integer), Number(integer));
      // A double is known by its shortest decimal, which may be another integer near it.
      if (exact !== undefined) equal(exact, String(integer));
      if (!held) equal(exact, String(integer));
      equal(beyondDouble(`${integer}.0`, Number(integer)), exact);
      equal(beyondDouble(`${integer}e0`, Number(integer)), exact);
      equal(beyondDouble(`${integer}000e-3`, Number(integer)), exact);
    }),
  );
});

test('known numbers', () => {
  const table: readonly [string, number, string | undefined][] = [
    ['9007199254740992', 9007199254740992, undefined],
    ['9007199254740993', 9007199254740992, '9007199254740993'],
    ['1500000000.123456789', 1500000000.1234567, '1500000000.123456789'],
    ['0.10000000000000000', 0.1, undefined],
    ['1.0000000000000000000', 1, undefined],
    ['no number of digits', Number.NaN, undefined],
  ];
  for (const [text, value, exact] of table) equal(beyondDouble(text, value), exact, text);
  equal(beyondDouble('1500000000000000001', 1500000000000, -6), '1500000000000.000001');
});

test('a scaled integer is the decimal that a text writes', () => {
  equal(scaledDecimal(12345n, 2), 123.45);
  equal(scaledDecimal(-5, 3), -0.005);
  equal(scaledDecimal(12345678901234567890n, 2), '123456789012345678.9');
  equal(scaledDecimal(5n, -3), 5000);
});

test.run();
