import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  count,
  counted,
  figure,
  moment,
  pValue,
  reading,
  share,
  shortened,
  shortShare,
  size,
  tickReading,
} from './figures.ts';

const test = suite('figures');

test('a share never rounds something to nothing, or nearly all to all', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (value) => {
      const text = share(value);
      assert.is(text === '0\u202F%', value === 0);
      assert.is(text === '100\u202F%', value === 1);
      const shown = Number.parseFloat(text.replace(/^[<>]\u202F/, ''));
      assert.ok(Math.abs(shown - 100 * value) <= 0.0501, `${value}: ${text}`);
    }),
  );
  assert.equal([0.5, 0.0042, 0.9987, 1e-9, 1 - 1e-9].map(share), [
    '50.0\u202F%',
    '0.42\u202F%',
    '99.87\u202F%',
    '<\u202F0.01\u202F%',
    '>\u202F99.99\u202F%',
  ]);
  assert.equal([0.05, 0.125, 0].map(shortShare), ['5\u202F%', '12.5\u202F%', '0\u202F%']);
});

test('bytes have the unit that keeps them short', () => {
  assert.equal([0, 276, 34_820, 153_604, 1_114_000, 25_000_000].map(size), [
    '0\u202FB',
    '276\u202FB',
    '34.8\u202FkB',
    '154\u202FkB',
    '1.11\u202FMB',
    '25\u202FMB',
  ]);
});

test('numbers are short, whole ones exact', () => {
  assert.equal([11_055, 0, -4, 1_345_927, 0.123_456, 1234.567, 1e-7, 3.5e12, 5e-324].map(figure), [
    '11,055',
    '0',
    '-4',
    '1,345,927',
    '0.1235',
    '1,235',
    '1.00e-7',
    '3.50e+12',
    '0',
  ]);
  assert.equal([count(1_000_000), counted(1, 'row'), counted(2, 'row')], ['1,000,000', '1 row', '2 rows']);
  assert.equal([0, 1e-17, 4.44e-9, 0.0123, 1].map(pValue), [
    '<\u202F1e-16',
    '<\u202F1e-16',
    '4.4e-9',
    '0.012',
    '1',
  ]);
  assert.equal([tickReading(62_825_648, 'numeric'), tickReading(186, 'numeric')], ['62.8M', '186']);
});

test('times are days and hours, whatever a column holds', () => {
  assert.is(reading(0, 'time'), '1970-01-01 00:00');
  assert.is(reading(Date.UTC(2026, 1, 3, 4, 5, 6, 7), 'time'), '2026-02-03 04:05:06');
  assert.is(reading(1e20, 'time'), '1.00e+20');
  assert.match(
    moment('2026-05-04T03:02:01.000Z').text,
    /^<time datetime="2026-05-04T03:02:01\.000Z">4 May 2026.* 03:02 UTC/,
  );
});

test('a long text is cut between characters', () => {
  assert.is(shortened('abc', 3), 'abc');
  assert.is(shortened('😀😀😀😀', 3), '😀😀…');
});

test.run();
