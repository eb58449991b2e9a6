import { deepEqual } from 'node:assert/strict';
import type { Cell, ColumnData } from '@rampart/core';
import fc from 'fast-check';
import { suite } from 'uvu';
import { doubtfulRows } from './doubtful-rows.ts';

const test = suite('doubtful-rows');

function found(data: ColumnData, takes: (cell: Cell) => boolean, missingIsFine: boolean): number[] {
  const rows: number[] = [];
  const next = doubtfulRows(data, takes, missingIsFine);
  for (let row = next(0); row < data.length; row = next(row + 1)) rows.push(row);
  return rows;
}

test('the cells passed over are those that a look at each would pass', () => {
  const number = fc.oneof(
    fc.integer({ min: -130, max: 130 }),
    fc.constantFrom(Number.NaN, 0.5, -0, 2 ** 32, 2 ** 31 - 1, -(2 ** 31), Number.POSITIVE_INFINITY),
  );
  const text = fc.constantFrom('a', 'b', '', null);
  const columns = fc.oneof(
    fc.array(number).map((cells): ColumnData => Float64Array.from(cells)),
    fc.array(text).map((cells): ColumnData => cells),
  );
  const domain = fc.array(fc.oneof(number, text)).map((values) => new Set<Cell>(values));
  fc.assert(
    fc.property(columns, domain, fc.boolean(), (data, values, missingIsFine) => {
      const isMissing = (cell: Cell) => cell === null || Number.isNaN(cell);
      const expected = [...data.keys()].filter((row) => {
        const cell = data[row]!;
        return isMissing(cell) ? !missingIsFine : !values.has(cell);
      });
      deepEqual(
        found(data, (cell) => values.has(cell), missingIsFine),
        expected,
      );
    }),
  );
});

test.run();
