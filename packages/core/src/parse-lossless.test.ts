import { deepEqual, equal, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { parseLossless } from './parse-lossless.ts';

const test = suite('parseLossless');

/** A value with doubles for its integers. */
function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner)),
  );
}

test('what JSON.parse holds it gives alike, faults too', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      const outcome = (parse: (text: string) => unknown) => {
        try {
          return { value: rounded(parse(text)) };
        } catch (error) {
          return { error: (error as Error).name };
        }
      };
      const expected = outcome(JSON.parse);
      deepEqual(outcome(parseLossless), expected);
    }),
  );
});

test('integers of any length come back to the digit, among any other values', () => {
  const value = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
      fc.integer(),
      fc.string({ unit: fc.constantFrom('"', '\\', '1', '2345678901234567890', '\u0001', 'é') }),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b"', '\u0001', '__proto__', '12345678901234567890'), tie('any'), {
        noNullPrototype: true,
      }),
    ),
  })).any;
  fc.assert(fc.property(value, (given) => deepEqual(parseLossless(written(given)), plain(given))));
});

/** JSON with integers in all their digits. */
function written(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}:${written(inner)}`)
    .join(',')}}`;
}

/** What JSON gives of the value: small integers are numbers. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.defineProperties(
    {},
    Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        { value: plain(inner), enumerable: true, writable: true, configurable: true },
      ]),
    ),
  );
}

test('fractions that a double holds are numbers, others their text; too large ones are infinite', () => {
  deepEqual(
    parseLossless('[0.30000000000000004, 1500000000.123456789, 1e400, -1e400, 100000000000000000000.5]'),
    [0.30000000000000004, '1500000000.123456789', Infinity, -Infinity, '100000000000000000000.5'],
  );
});

test('a text that stands for no number is left as it is, a number that JSON does not allow refused', () => {
  const text = String.raw`{"9007199254740993":"\u00019007199254740993\\","a":"\"9007199254740993"}`;
  deepEqual(parseLossless(text), JSON.parse(text));
  equal(parseLossless(' 9007199254740993 '), 9007199254740993n);
  for (const wrong of [
    '09007199254740993',
    '--9007199254740993',
    '9007199254740993.',
    '[9007199254740993 1]',
  ])
    throws(() => parseLossless(wrong), SyntaxError);
});

test.run();
