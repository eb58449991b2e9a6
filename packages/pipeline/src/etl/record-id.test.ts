import { deepEqual, equal } from 'node:assert/strict';
import type { TypedTable } from '@rampart/core';
import { digestOf } from '@rampart/core/internal';
import fc from 'fast-check';
import { suite } from 'uvu';
import { formerIds, recordIds } from './record-id.ts';

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
        recordIds({ table, numbers: at }, identity).join(),
        present.map((content, index) => digestOf(['flows', index + 1, content])).join(),
      );
      equal(
        recordIds({ table, numbers: at }, { ...identity, distinct: true }).join(),
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
  equal(new Set(recordIds({ table, numbers }, identity)).size, 2);
  equal(new Set(recordIds({ table, numbers }, { ...identity, distinct: true })).size, 1);
});

test('a key is all that counts where there is one; other columns, the number and their order do not', () => {
  const one = tableOf([{ a: 1, 'b "c"': 'x', é: 'p' }]);
  const other = tableOf([{ a: 2, 'b "c"': 'x', é: 'p' }]);
  const keyed = { ...identity, key: ['é', 'b "c"'] };
  const first = recordIds({ table: one, numbers: Float64Array.of(1) }, keyed);
  equal(
    first[0],
    recordIds(
      { table: other, numbers: Float64Array.of(9) },
      { ...keyed, key: ['b "c"', 'é'], distinct: true },
    )[0],
  );
  equal(first[0], digestOf(['flows', { é: 'p', 'b "c"': 'x' }]));
});

test('a dataset of another name, and an empty column more, do and do not change an id', () => {
  const table = tableOf([{ a: 1, 'b "c"': 'x', é: null }]);
  const wider = { ...table, columns: new Map(table.columns).set('new', [null]) };
  const [id] = recordIds({ table, numbers: Float64Array.of(1) }, identity);
  equal(
    recordIds(
      { table: wider, numbers: Float64Array.of(1) },
      { ...identity, columns: [...identity.columns, 'new'] },
    )[0],
    id,
  );
  equal(
    recordIds({ table, numbers: Float64Array.of(1) }, { ...identity, dataset: 'other' })[0] === id,
    false,
  );
});

test('what a double leaves out is a part of the id, and the id from before is known', () => {
  const big = 9007199254740992;
  const table: TypedTable = { rows: 3, columns: new Map([['n', Float64Array.of(big, big, 5)]]) };
  const exact = new Map([['n', new Map([[1, '9007199254740993']])]]);
  const rows = { table, numbers: Float64Array.of(1, 2, 3), exact };
  const keyed = { dataset: 'flows', key: ['n'], columns: ['n'], distinct: false };
  const ids = recordIds(rows, keyed);
  equal(new Set(ids).size, 3);
  equal(ids[0], digestOf(['flows', { n: big }]), 'an exact number keeps its id');
  const none = new Set<string>();
  deepEqual([...formerIds(rows, keyed, none)], [[1, [ids[0]]]]);
  const numbered = { ...keyed, key: [] };
  deepEqual([...formerIds(rows, numbered, none)], [[1, [digestOf(['flows', 2, { n: big }])]]]);
});

test('times were cut to milliseconds, and the integers of JSON rounded', () => {
  const at = 1_935_824_889_000;
  const table: TypedTable = {
    rows: 3,
    columns: new Map<string, Float64Array | (string | null)[]>([
      ['at', Float64Array.of(at, at + 0.1, at + 1)],
      ['id', ['9007199254740993', 'x', '9007199254740992']],
    ]),
  };
  const exact = new Map([['at', new Map([[2, `${at}.9999999`]])]]);
  const rows = { table, numbers: Float64Array.of(1, 2, 3), exact };
  const keyed = { dataset: 'flows', key: ['at', 'id'], columns: [], distinct: false };
  const digest = (time: number, id: string) => digestOf(['flows', { at: time, id }]);
  deepEqual(
    [...formerIds(rows, keyed, new Set(['at']))],
    [
      [0, [digest(at, '9007199254740992')]],
      [1, [digest(at, 'x')]],
      [2, [digest(at, '9007199254740992')]],
    ],
  );
});

test.run();
