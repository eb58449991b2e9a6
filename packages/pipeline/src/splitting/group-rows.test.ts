import assert from 'node:assert/strict';
import type { TypedTable } from '@rampart/core';
import fc from 'fast-check';
import { suite } from 'uvu';
import { featureVectors, mergeGroups } from './group-rows.ts';

const test = suite('groupRows');

const cells = fc.array(
  fc.tuple(
    fc.constantFrom(0, -0, 1, 2.5, Number.NaN),
    fc.constantFrom('a', 'b', null),
    fc.constantFrom(1, 2),
  ),
  { minLength: 1, maxLength: 40 },
);

function tableOf(rows: readonly (readonly [number, string | null, number])[]): TypedTable {
  return {
    rows: rows.length,
    columns: new Map<string, Float64Array | (string | null)[]>([
      ['x', Float64Array.from(rows, ([x]) => x)],
      ['word', rows.map(([, word]) => word)],
      ['other', Float64Array.from(rows, ([, , other]) => other)],
    ]),
  };
}

test('ids are equal exactly where all listed cells are', () => {
  fc.assert(
    fc.property(cells, (rows) => {
      const ids = featureVectors(tableOf(rows), ['x', 'word']);
      // JSON writes -0 as 0 and NaN as null; null is no value of this number column.
      const keys = rows.map(([x, word]) => JSON.stringify([x, word]));
      for (let i = 0; i < rows.length; i++) {
        for (let j = 0; j < i; j++) assert.equal(ids[i] === ids[j], keys[i] === keys[j]);
      }
      assert.deepEqual(
        [...new Set(ids)],
        Array.from(new Set(ids), (_, index) => index),
      );
    }),
  );
});

test('without features all rows are one group', () => {
  assert.deepEqual(
    [
      ...featureVectors(
        tableOf([
          [1, 'a', 1],
          [2, 'b', 2],
        ]),
        [],
      ),
    ],
    [0, 0],
  );
});

test('merged groups are the connected components of both groupings', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 12 }), fc.nat({ max: 12 })), { minLength: 1, maxLength: 25 }),
      (pairs) => {
        const a = Int32Array.from(pairs, ([left]) => left);
        const b = Int32Array.from(pairs, ([, right]) => right);
        const merged = mergeGroups(a, b);
        const linked = pairs.map((_, i) => pairs.map((__, j) => a[i] === a[j] || b[i] === b[j]));
        // Warshall's transitive closure.
        for (const k of pairs.keys()) {
          for (const i of pairs.keys()) {
            for (const j of pairs.keys()) linked[i]![j] ||= linked[i]![k]! && linked[k]![j]!;
          }
        }
        for (const i of pairs.keys()) {
          for (const j of pairs.keys()) assert.equal(merged[i] === merged[j], linked[i]![j]);
        }
      },
    ),
  );
});

test.run();
