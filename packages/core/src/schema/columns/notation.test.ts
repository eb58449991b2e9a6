import { deepEqual, equal, match } from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { type Column } from './column.ts';
import { columnReader } from './column-readers.ts';
import { UNREADABLE } from './column-reader.ts';
import { type Notation, notationExample, notationParser, notationWriter } from './notation.ts';
import { parseSchema } from '../parse-schema.ts';

const test = suite('notation');

test('numbers are read in the notation that is stated, and in no other', () => {
  const table: [Notation, Record<string, number>][] = [
    [
      { decimal: ',' },
      {
        '1,25': 1.25,
        '-0,5': -0.5,
        ' 7 ': 7,
        ',5': 0.5,
        '1,5e3': 1500,
        '1.25': Number.NaN,
        '1,2,3': Number.NaN,
      },
    ],
    [
      { decimal: ',', thousands: '.' },
      {
        '1.234.567,5': 1_234_567.5,
        '1.234': 1234,
        '1234': 1234,
        '1.23': Number.NaN,
        '0.123': Number.NaN,
        '1.2345': Number.NaN,
      },
    ],
    [
      { thousands: ',' },
      { '1,234,567.5': 1_234_567.5, '12,34': Number.NaN, '1.5': 1.5, '1,234,56': Number.NaN },
    ],
    [{ thousands: ' ' }, { '1 234': 1234, '1\u00a0234\u202f567': 1_234_567, '1  234': Number.NaN }],
    [{ thousands: "'" }, { "1'234": 1234, '1\u2019234.5': 1234.5 }],
    [
      { units: { K: 1e3, M: 1e6, '%': 1 } },
      {
        '1.2 M': 1.2e6,
        '3K': 3000,
        '5': 5,
        '12.5%': 12.5,
        '1 G': Number.NaN,
        '1 m': Number.NaN,
        M: Number.NaN,
      },
    ],
    [
      { hexadecimal: true },
      { '0x1F': 31, '-0xa': -10, '12': 12, '1F': Number.NaN, '0xfffffffffffffff': Number.NaN },
    ],
    [
      {},
      {
        '1.5': 1.5,
        '\u22122': -2,
        '0x10': Number.NaN,
        '1,5': Number.NaN,
        '': Number.NaN,
        Infinity: Number.NaN,
      },
    ],
  ];
  for (const [notation, texts] of table) {
    const parse = notationParser(notation);
    const read = Object.fromEntries(Object.keys(texts).map((text) => [text, parse(text)]));
    deepEqual(read, texts, JSON.stringify(notation));
  }
});

test('whatever the number, what a locale writes is read again', () => {
  const locales: [string, Notation][] = [
    ['de-DE', { decimal: ',', thousands: '.' }],
    ['en-US', { thousands: ',' }],
    ['fr-FR', { decimal: ',', thousands: ' ' }],
    ['de-CH', { thousands: "'" }],
  ];
  for (const [locale, notation] of locales) {
    const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
    const parse = notationParser(notation);
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (thousandths) => {
        const value = thousandths / 1000;
        equal(parse(format.format(value)), value + 0, `${locale} ${format.format(value)}`);
      }),
    );
  }
});

test('an example of a notation is read by it', () => {
  const notations = fc.record({
    decimal: fc.constantFrom('.', ',', undefined),
    thousands: fc.constantFrom('.', ',', ' ', "'", undefined),
    units: fc.constantFrom(undefined, { '%': 1 }, { KB: 1000, '$ (US)': 1 }),
  });
  fc.assert(
    fc.property(notations, (notation) => {
      if ((notation.decimal ?? '.') === notation.thousands) return;
      equal(Number.isNaN(notationParser(notation as Notation)(notationExample(notation as Notation))), false);
    }),
  );
});

const anyNotation: fc.Arbitrary<Notation> = fc
  .record(
    {
      decimal: fc.constantFrom('.', ','),
      thousands: fc.constantFrom('.', ',', ' ', "'"),
      units: fc.constantFrom({ '%': 1 }, { '%': 0.01 }, { K: 1e3, M: 1e6 }),
      hexadecimal: fc.constant(true),
    },
    { requiredKeys: [] },
  )
  .map((notation) => notation as Notation)
  .filter(({ decimal = '.', thousands }) => decimal !== thousands);

test('whatever number is written in a notation is read from it again', () => {
  fc.assert(
    fc.property(anyNotation, fc.double({ noNaN: true, noDefaultInfinity: true }), (notation, value) => {
      equal(notationParser(notation)(notationWriter(notation)(String(value))), value + 0);
    }),
  );
  equal(notationWriter({ decimal: ',', thousands: '.' })('1.234'), '1,234');
});

test('a key in a notation keeps all its digits', () => {
  const exact = (notation: Notation, text: string) => {
    const schema = parseSchema(
      { name: 'x', key: ['id'], columns: [{ name: 'id', kind: 'numeric', notation }] },
      'x',
    );
    const reader = columnReader(schema.columns[0]!, schema.missing, true);
    return reader.exact(text, reader.read(text) as number);
  };
  equal(exact({ decimal: ',', thousands: '.' }, '9.007.199.254.740.993'), '9007199254740993');
  equal(exact({ decimal: ',' }, '1500000000,123456789'), '1500000000.123456789');
  equal(exact({ thousands: ',' }, '9,007,199,254,740,992'), undefined);
  equal(exact({ units: { K: 1000 } }, '          0.125 K'), undefined);
});

test('a column is read by its notation, missing tokens and numbers of typed sources as ever', () => {
  const schema = parseSchema(
    {
      name: 'x',
      missing: ['', '-1'],
      columns: [{ name: 'rate', kind: 'numeric', notation: { decimal: ',' } }],
    },
    'x',
  );
  const reader = columnReader(schema.columns[0]!, schema.missing);
  deepEqual(
    ['1,5', '1.5', '', '-1', 1.5, -1].map((raw) => reader.read(raw)),
    [1.5, UNREADABLE, Number.NaN, Number.NaN, 1.5, Number.NaN],
  );
  match(reader.expected, /a number as in 1234,5/);
});

test('a notation that cannot be meant is refused', () => {
  const refused = (column: Partial<Column>) => {
    try {
      parseSchema({ name: 'x', columns: [{ name: 'rate', kind: 'numeric', ...column }] }, 'x');
    } catch (error) {
      return String(error);
    }
    return 'taken';
  };
  match(refused({ notation: { thousands: '.' } }), /`decimal` and `thousands` to differ/);
  match(refused({ kind: 'categorical', notation: { decimal: ',' } }), /`notation` on numeric columns/);
  equal(refused({ notation: { decimal: ',' } }), 'taken');
});

test.run();
