import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  isoTime,
  parseTime,
  rawTime,
  timeBeyondDouble,
  timeOfNanoseconds,
  type TimeUnit,
  unitHint,
} from './parse-time.ts';

const test = suite('parseTime');

test('every ISO time comes back to the millisecond', () => {
  const range = {
    min: new Date('0100-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  };
  fc.assert(
    fc.property(fc.date(range), (date) => {
      assert.is(parseTime(date.toISOString()), date.getTime());
      assert.is(parseTime(date.toISOString().replace('T', ' ').replace('Z', '')), date.getTime());
    }),
  );
});

test('the layouts of log files and databases agree with Date.parse', () => {
  const noon = Date.parse('2024-02-29T12:30:00Z');
  const same = [
    '2024-02-29 12:30',
    '2024/02/29 12:30:00',
    '2024-2-29T12:30:00.000Z',
    '2024-02-29T14:30:00+02:00',
    '2024-02-29T07:30:00-0500',
    '2024-02-29 12:30:00 UTC',
    ' 2024-02-29T12:30:00.0000000Z ',
  ];
  for (const text of same) assert.is(parseTime(text), noon, text);
  assert.is(parseTime('2024-02-29'), Date.parse('2024-02-29'));
  assert.is(parseTime('2024-12-31T23:59:60Z'), Date.parse('2025-01-01'));
  assert.is(parseTime('1709209800000'), noon);
});

test('days that do not exist and layouts that are ambiguous are NaN', () => {
  for (const text of [
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-01-01T24:00',
    '2024-01-01T10:60',
    '01/02/2024',
    '2024-01/02',
    'yesterday',
    '',
    '1e300',
  ])
    assert.ok(Number.isNaN(parseTime(text)), text);
});

test('a number counts the unit that is told, and without one only gives years in which data are recorded', () => {
  const table: readonly [string, TimeUnit | undefined, number][] = [
    ['1500000000', 's', 1_500_000_000_000],
    ['1500000000.123456', 's', 1_500_000_000_123.456],
    ['1.5e9', 's', 1_500_000_000_000],
    ['1500000000000001', 'us', 1_500_000_000_000.001],
    ['1500000000000000000', 'ns', 1_500_000_000_000],
    ['-1', 's', -1000],
    ['0', 'ms', 0],
    ['1500000000000', undefined, 1_500_000_000_000],
    ['1500000000', undefined, Number.NaN],
    ['1500000000000000', undefined, Number.NaN],
    ['315532800000', undefined, Date.UTC(1980, 0)],
    ['315532799999', undefined, Number.NaN],
    ['4133980799999', undefined, Date.UTC(2100, 11, 31, 23, 59, 59, 999)],
    ['4133980800000', undefined, Number.NaN],
    ['1850-01-01', undefined, Date.UTC(1850, 0)],
    ['2017-07-14T02:40:00Z', 'us', 1_500_000_000_000],
  ];
  for (const [text, unit, time] of table)
    assert.ok(Object.is(parseTime(text, unit), time), `${text} ${unit}`);
});

test('the unit that a number may have is asked for', () => {
  assert.is(unitHint('1500000000000000'), 'year 49503: is it microseconds? say `unit: us`');
  assert.is(unitHint(1500000000), 'year 1970: is it seconds? say `unit: s`');
  assert.is(unitHint(1500000000000000001n), 'no year that there is: is it nanoseconds? say `unit: ns`');
  assert.is(unitHint(0), 'year 1970: say its `unit`: s, ms, us or ns');
  for (const other of ['soon', 1500000000000, null, {}]) assert.is(unitHint(other), undefined);
});

test('times of our days are told apart to the microsecond as numbers, to the nanosecond as decimals', () => {
  const nanoseconds = fc.bigInt({ min: 315532800n * 10n ** 9n, max: 4133980799n * 10n ** 9n });
  fc.assert(
    fc.property(nanoseconds, fc.boolean(), (given, whole) => {
      const time = whole ? (given / 1000n) * 1000n : given;
      const raw = timeOfNanoseconds(time);
      const text = raw instanceof Date ? raw.toISOString() : raw;
      const cell = parseTime(text);
      assert.is(cell, Number(`${time}e-6`));
      assert.is(parseTime(String(time), 'ns'), cell);
      const exact = timeBeyondDouble(text, cell);
      assert.is(timeBeyondDouble(String(time), cell, 'ns'), exact);
      if (time % 1000n === 0n) assert.is(exact, undefined);
      else if (exact !== undefined)
        assert.is(Date.parse(isoTime(exact)), Math.floor(Number(time / 1_000_000n)));
      if (exact !== undefined) assert.is(isoTime(exact), text);
      else assert.is(parseTime(String(rawTime(cell) instanceof Date ? text : rawTime(cell))), cell);
    }),
  );
});

test('times before 1970 keep the order of their fractions', () => {
  assert.is(timeOfNanoseconds(-1n), '1969-12-31T23:59:59.999999999Z');
  assert.is(isoTime('-0.000001'), '1969-12-31T23:59:59.999999999Z');
  assert.is(isoTime('-1.5'), '1969-12-31T23:59:59.9985Z');
  assert.is(parseTime('1969-12-31T23:59:59.9985Z'), -1.5);
});

test.run();
