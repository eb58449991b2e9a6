import assert from 'node:assert/strict';
import type { FeatureEncoding } from '@rampart/core/tensor';
import { suite } from 'uvu';
import type { EncodedRows } from '../../../features/encoded-rows.ts';
import { chooseColumns } from './choose-columns.ts';
import { mostSplits, type SplitColumn } from './split-column.ts';

const test = suite('chooseColumns');

/** How one column is taken. */
function choose(
  feature: Partial<FeatureEncoding>,
  cells: readonly number[],
  { oneHot = 32, borders = 64, monotone = 0 as -1 | 0 | 1 } = {},
): { columns: Partial<SplitColumn>[]; categories: readonly number[] } {
  const rows: EncodedRows = {
    encoding: [{ name: 'x', ...feature } as FeatureEncoding],
    columns: [Float64Array.from(cells)],
    labels: new Int32Array(cells.length),
    classes: 2,
    positive: 1,
    monotone: [monotone],
  };
  const { columns, categories } = chooseColumns(rows, { oneHot, borders });
  return { columns: columns.map(({ equals, values, missing }) => ({ equals, values, missing })), categories };
}

const words = (count: number) => ({
  type: 'category' as const,
  vocabulary: Array.from({ length: count }, (_, i) => `w${i}`),
});
const codes = (count: number) => Array.from({ length: count }, (_, i) => i);
const lowest = -(2 ** 127);

test('numbers are split by borders, with one below all where some are missing', () => {
  const number = { type: 'number' as const, origin: 0 };
  assert.deepEqual(choose(number, [1, 2, 5]).columns, [
    { equals: false, values: [1.5, 3.5], missing: false },
  ]);
  assert.deepEqual(choose(number, [1, Number.NaN]).columns, [
    { equals: false, values: [lowest], missing: true },
  ]);
  const many = choose(number, [...codes(2000), Number.NaN], { borders: 254 }).columns[0]!;
  assert.equal(many.values!.length, mostSplits);
});

test('categories are split one against the rest, and missing ones against all', () => {
  assert.deepEqual(choose(words(3), [0, 2, 2, 0]), {
    columns: [{ equals: true, values: [0, 2], missing: false }],
    categories: [],
  });
  assert.deepEqual(choose(words(3), [1, Number.NaN]).columns, [
    { equals: true, values: [-1, 1], missing: true },
  ]);
  assert.deepEqual(
    choose({ type: 'category', vocabulary: [], buckets: 4 }, [3, 1]).columns[0]!.values,
    [1, 3],
  );
  assert.deepEqual(choose({ type: 'category', vocabulary: [1, 0, -1] }, [2, 1]).columns[0]!.equals, true);
});

test('what has more categories is told of the classes, and at last only that', () => {
  assert.deepEqual(choose(words(40), codes(20)).categories, [0]);
  assert.equal(choose(words(40), codes(20)).columns.length, 1);
  assert.deepEqual(choose(words(40), codes(40)), { columns: [], categories: [0] });
  assert.equal(choose(words(300), codes(254), { oneHot: 254 }).columns.length, 1);
  assert.equal(choose(words(300), [...codes(254), Number.NaN], { oneHot: 254 }).columns.length, 0);
});

test('codes whose order is one of numbers are split by borders between codes', () => {
  const graded = { type: 'category' as const, vocabulary: [-1, 0, 1, 5, 9] };
  assert.deepEqual(choose(graded, [0, 1, 4]), {
    columns: [{ equals: false, values: [0.5, 2.5], missing: false }],
    categories: [],
  });
  assert.deepEqual(choose(graded, [0, 1, Number.NaN]).columns[0]!.values, [lowest, 0.5]);
  const ports = { type: 'category' as const, vocabulary: codes(3000) };
  const { values } = choose(ports, codes(3000)).columns[0]!;
  assert.ok(values!.length === 64 && values!.every((border) => border % 1 === 0.5));
});

test('a monotone column is in the order of its codes', () => {
  assert.deepEqual(choose(words(3), [0, 2, 1], { monotone: -1 }), {
    columns: [{ equals: false, values: [0.5, 1.5], missing: false }],
    categories: [],
  });
});

test.run();
