import assert from 'node:assert/strict';
import type { TypedTable } from '@rampart/core';
import fc from 'fast-check';
import { suite } from 'uvu';
import { countNearDuplicates, hardlyRepeated } from './near-duplicates.ts';

const test = suite('countNearDuplicates');

const names = ['a', 'b', 'c', 'word'];
const rowsOf = fc.array(
  fc.tuple(
    fc.constantFrom(0, -0, 1, Number.NaN),
    fc.constantFrom(0, 1, 2),
    fc.constantFrom(-1, 1),
    fc.constantFrom('x', 'y', null),
  ),
  { maxLength: 60 },
);

function tableOf(rows: readonly (readonly (number | string | null)[])[]): TypedTable {
  return {
    rows: rows.length,
    columns: new Map(
      names.map((name, at) => [
        name,
        name === 'word'
          ? rows.map((row) => row[at] as string | null)
          : Float64Array.from(rows, (row) => row[at] as number),
      ]),
    ),
  };
}

test('the count is that of comparing every vector with every other', () => {
  fc.assert(
    fc.property(rowsOf, fc.subarray(names, { minLength: 1 }), (rows, features) => {
      const at = features.map((name) => names.indexOf(name));
      // JSON writes -0 as 0 and NaN as null.
      const vectors = rows.map((row) => at.map((column) => JSON.stringify(row[column])));
      const distinct = [...new Map(vectors.map((vector) => [vector.join(), vector])).values()];
      const apart = (left: string[], right: string[]) =>
        left.filter((cell, index) => cell !== right[index]).length;
      const near = distinct.filter((vector) => distinct.some((other) => apart(vector, other) === 1));
      const nearKeys = new Set(near.map(String));
      assert.deepEqual(countNearDuplicates(tableOf(rows), features), {
        vectors: distinct.length,
        near: near.length,
        rows: vectors.filter((vector) => nearKeys.has(String(vector))).length,
      });
    }),
    { numRuns: 200 },
  );
});

test('features whose values hardly repeat are named, in a table large enough to tell', () => {
  const table = (rows: number) =>
    tableOf(Array.from({ length: rows }, (_, at) => [at, at % 7, Math.sin(at), 'x']));
  assert.deepEqual(hardlyRepeated(table(200), names), ['a', 'c']);
  assert.deepEqual(hardlyRepeated(table(50), names), []);
});

test.run();
