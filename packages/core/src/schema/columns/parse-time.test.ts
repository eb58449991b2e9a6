import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseTime } from './parse-time.ts';

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
    ' 2024-02-29T12:30:00.0004567Z ',
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

test.run();
