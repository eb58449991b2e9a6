import { notationParser } from '@rampart/core/internal';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { infer, label, noise, tableOf } from './check-inference.test.kit.ts';

const test = suite('inferNotation');

const write = (locale: string, digits: number) => {
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: digits });
  return (value: number) => format.format(value);
};

test('numbers in other notations are recognised, and the notation reads them', () => {
  const german = write('de-DE', 2);
  const makers: [string, (value: number) => string, object][] = [
    ['decimal comma', (value) => value.toFixed(2).replace('.', ','), { decimal: ',' }],
    ['dots and comma', german, { decimal: ',', thousands: '.' }],
    ['dots', (value) => write('de-DE', 0)(value * 10), { decimal: ',', thousands: '.' }],
    ['commas', write('en-US', 2), { thousands: ',' }],
    ['blanks', write('fr-FR', 0), { thousands: ' ' }],
    ['blanks and comma', write('fr-FR', 2), { decimal: ',', thousands: ' ' }],
    ['apostrophes', write('de-CH', 2), { thousands: "'" }],
    ['percent', (value) => `${(value / 1e4).toFixed(1)} %`, { units: { '%': 1 } }],
    [
      'percent and comma',
      (value) => `${(value / 1e4).toFixed(1).replace('.', ',')}%`,
      { decimal: ',', units: { '%': 1 } },
    ],
    ['hexadecimal', (value) => `0x${Math.floor(value).toString(16)}`, { hexadecimal: true }],
    [
      'units',
      (value) =>
        value > 5e5 ? `${(value / 1e6).toFixed(2)} M` : value > 1e5 ? `${Math.floor(value / 1e3)} K` : '812',
      { units: { M: 1e6, K: 1e3 } },
    ],
  ];
  for (const [name, make, notation] of makers) {
    const value = (i: number) => noise(i) * 1e6;
    const { columns, doubts } = infer(
      tableOf(200, { size: (i) => noise(i, 2), rate: (i) => make(value(i)), label }),
    );
    const { kind, role, notation: found } = columns.rate!;
    assert.equal([kind, role], ['numeric', undefined], name);
    assert.equal({ ...found, units: { ...found?.units } }, { units: {}, ...notation }, name);
    assert.match(doubts('rate'), /its numbers are written as in/);
    assert.not.ok(Number.isNaN(notationParser(found!)(make(value(1)))));
  }
});

test('few strays count as missing, doubtful commas are told', () => {
  const { columns, doubts } = infer(
    tableOf(200, {
      rate: (i) => (i === 7 ? 'broken' : (noise(i) * 99).toFixed(2).replace('.', ',')),
      thousands: (i) => write('de-DE', 0)(2000 + noise(i, 4) * 9e5),
      three: (i) => `${1 + (i % 9)},${100 + (i % 200)}`,
      label,
    }),
  );
  assert.equal([columns.rate!.kind, columns.rate!.onInvalid], ['numeric', 'impute']);
  assert.match(doubts('rate'), /1 cells are no such numbers/);
  assert.match(doubts('thousands'), /every dot stands before three digits/);
  assert.match(doubts('three'), /could as well be meant/);
});

test('names, codes and addresses are no numbers', () => {
  const { columns } = infer(
    tableOf(200, {
      size: (i) => noise(i),
      network: (i) => ['3G', '4G', '5G'][i % 3],
      ip: (i) => `10.123.145.${100 + (i % 60)}`,
      version: (i) => `${i % 3}.${i % 5}.${i % 7}`,
      ports: (i) => ['80/443', '22/23'][i % 2],
      plain: (i) => (noise(i, 3) * 10).toFixed(2),
      label,
    }),
  );
  for (const { name, notation } of Object.values(columns)) assert.is(notation, undefined, name);
  assert.is(columns.network!.kind, 'categorical');
});

test.run();
