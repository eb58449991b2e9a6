import assert from 'node:assert/strict';
import type { TypedTable } from '@rampart/core';
import { suite } from 'uvu';
import { countCrossing } from './count-crossing.ts';

const test = suite('countCrossing');

/** Rows whose combinations repeat every `period` rows; texts long enough to be worth a digest. */
function tableOf(rows: number, period: number): TypedTable {
  const number = Float64Array.from({ length: rows }, (_, row) =>
    row % period === 0 ? Number.NaN : row % period,
  );
  const text = Array.from(number, (value) => (Number.isNaN(value) ? null : `${'long '.repeat(20)}${value}`));
  return {
    rows,
    columns: new Map<string, Float64Array | (string | null)[]>([
      ['number', number],
      ['text', text],
    ]),
  };
}

for (const [name, rows] of [
  ['few', 2_000],
  ['very many', 210_000],
] as const) {
  test(`combinations in both parts are counted in ${name} rows`, () => {
    const table = tableOf(rows, 1_000);
    const numbers = Array.from({ length: rows }, (_, row) => row);
    const training = { table, rows: numbers.filter((row) => row % 1_000 < 700) };
    const holdout = { table, rows: numbers.filter((row) => row % 1_000 >= 600 && row < rows / 2) };
    assert.deepEqual(countCrossing(training, holdout, ['number', 'text']), {
      training: 700,
      holdout: 400,
      inBoth: 100,
      holdoutRows: 100 * (rows / 2_000),
    });
  });
}

test.run();
