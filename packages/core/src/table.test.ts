import { deepEqual, equal, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { columnOf, concatRows, isMissing, recordAt, takeRows, type TypedTable } from './table.ts';

const test = suite('table');

const tables = fc
  .array(fc.tuple(fc.oneof(fc.double(), fc.constant(Number.NaN)), fc.option(fc.string())), { maxLength: 20 })
  .map(
    (rows): TypedTable => ({
      rows: rows.length,
      columns: new Map<string, Float64Array | (string | null)[]>([
        ['number', Float64Array.from(rows, ([number]) => number)],
        ['text', rows.map(([, text]) => text)],
      ]),
    }),
  );

const records = (table: TypedTable) => Array.from({ length: table.rows }, (_, row) => recordAt(table, row));

test('rows taken are those rows, in that order', () => {
  fc.assert(
    fc.property(tables, fc.infiniteStream(fc.nat()), (table, stream) => {
      const rows = table.rows === 0 ? [] : [...stream.take(10)].map((draw) => draw % table.rows);
      deepEqual(
        records(takeRows(table, rows)),
        rows.map((row) => recordAt(table, row)),
      );
    }),
  );
});

test('tables one above the other are their rows one after the other', () => {
  fc.assert(
    fc.property(tables, tables, (above, below) => {
      deepEqual(records(concatRows(above, below)), [...records(above), ...records(below)]);
    }),
  );
});

test('an absent column is a fault of ours, and missing is NaN, null or nothing', () => {
  throws(() => columnOf({ rows: 0, columns: new Map() }, 'x'), TypeError);
  deepEqual([Number.NaN, null, undefined, 0, ''].map(isMissing), [true, true, true, false, false]);
  equal(isMissing(-1), false);
});

test.run();
