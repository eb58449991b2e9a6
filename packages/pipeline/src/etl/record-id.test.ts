import { equal } from 'node:assert/strict';
import type { TypedTable } from '@rampart/core';
import { digestOf } from '@rampart/core/internal';
import fc from 'fast-check';
import { suite } from 'uvu';
import { recordIds } from './record-id.ts';

const test = suite('recordIds');

const cell = fc.oneof(fc.string(), fc.constant(null));
const row = fc.record({ a: fc.double({ noDefaultInfinity: true }), 'b "c"': cell, é: cell });

function tableOf(rows: readonly { a: number; 'b "c"': string | null; é: string | null }[]): TypedTable {
  return {
    rows: rows.length,
    columns: new Map<string, Float64Array | (string | null)[]>([
      ['é', rows.map((one) => one.é)],
      ['a', Float64Array.from(rows, (one) => one.a + 0)],
      ['b "c"', rows.map((one) => one['b "c"'])],
    ]),
  };
}

const numbers = Float64Array.of(7, 8);
const identity = { dataset: 'flows', key: [], columns: ['é', 'a', 'b "c"'], distinct: false };

test('an id is the digest of the canonical JSON of dataset, row number and content', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (rows) => {
      const present = rows.map((one) =>
        Object.fromEntries(
          Object.entries(one)
            .filter(([, value]) => value !== null && !Number.isNaN(value))
            .map(([name, value]) => [name, typeof value === 'number' ? value + 0 : value]),
        ),
      );
      const table = tableOf(rows);
      const at = Float64Array.from(rows, (_, index) => index + 1);
      equal(
        recordIds(table, at, identity).join(),
        present.map((content, index) => digestOf(['flows', index + 1, content])).join(),
      );
      equal(
        recordIds(table, at, { ...identity, distinct: true }).join(),
        present.map((content) => digestOf(['flows', content])).join(),
      );
    }),
  );
});

test('equal rows differ by their number, and are one where that is asked for', () => {
  const table = tableOf([
    { a: 1, 'b "c"': 'x', é: null },
    { a: 1, 'b "c"': 'x', é: null },
  ]);
  equal(new Set(recordIds(table, numbers, identity)).size, 2);
  equal(new Set(recordIds(table, numbers, { ...identity, distinct: true })).size, 1);
});

test('a key is all that counts where there is one; other columns, the number and their order do not', () => {
  const one = tableOf([{ a: 1, 'b "c"': 'x', é: 'p' }]);
  const other = tableOf([{ a: 2, 'b "c"': 'x', é: 'p' }]);
  const keyed = { ...identity, key: ['é', 'b "c"'] };
  const first = recordIds(one, Float64Array.of(1), keyed);
  equal(first[0], recordIds(other, Float64Array.of(9), { ...keyed, key: ['b "c"', 'é'], distinct: true })[0]);
  equal(first[0], digestOf(['flows', { é: 'p', 'b "c"': 'x' }]));
});

test('a dataset of another name, and an empty column more, do and do not change an id', () => {
  const table = tableOf([{ a: 1, 'b "c"': 'x', é: null }]);
  const wider = { ...table, columns: new Map(table.columns).set('new', [null]) };
  const [id] = recordIds(table, Float64Array.of(1), identity);
  equal(recordIds(wider, Float64Array.of(1), { ...identity, columns: [...identity.columns, 'new'] })[0], id);
  equal(recordIds(table, Float64Array.of(1), { ...identity, dataset: 'other' })[0] === id, false);
});

test.run();
