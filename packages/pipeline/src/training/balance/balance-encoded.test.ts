import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { rejects } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import type { EncodedRows } from '../../features/encoded-rows.ts';
import { balanceEncoded } from './balance-encoded.ts';
import type { BalanceSettings } from './balance-transformed.ts';
import { classTotals } from './class-balance.ts';

const test = suite('balanceEncoded');

/** A number around a place of the class, a whole number, a flag and a category; cells are missing here and there. */
function table(counts: readonly number[], weighted: boolean, seed: number): EncodedRows {
  const random = createRandom(seed);
  const labels = random.shuffle(
    Int32Array.from(counts.flatMap((count, label) => Array<number>(count).fill(label))),
  );
  const column = (cell: (label: number) => number) =>
    Float64Array.from(labels, (label) => (random.next() < 0.1 ? Number.NaN : cell(label)));
  return {
    encoding: [
      { name: 'place', type: 'number', origin: 0 },
      { name: 'count', type: 'number', origin: 0 },
      { name: 'flag', type: 'number', origin: 0 },
      { name: 'code', type: 'category', vocabulary: ['a', 'b', 'c', 'd'] },
    ],
    columns: [
      column((label) => 100 * label + random.normal()),
      column(() => random.integer(50)),
      column(() => 2 * random.integer(2) - 1),
      column((label) => (label + random.integer(2)) % 5),
    ],
    labels,
    classes: counts.length,
    positive: null,
    featureGroups: { names: ['one', 'two'], columns: [[1], [2, 3]], ungrouped: true },
    monotone: [1, 0, 0, 0],
    ...(weighted && { weights: Float32Array.from(labels, () => 0.5 + random.next()) }),
  };
}

const none: BalanceSettings = {
  oversampling: { method: 'none', ratio: 1, neighbours: 5 },
  tomekLinks: 'none',
};
const smote: BalanceSettings = { ...none, oversampling: { ...none.oversampling, method: 'smote' } };

const cases = fc.record({
  rows: fc
    .tuple(fc.array(fc.integer({ min: 3, max: 30 }), { minLength: 2, maxLength: 4 }), fc.boolean(), fc.nat())
    .map((parts) => table(...parts)),
  settings: fc.record({
    oversampling: fc.record({
      method: fc.constantFrom('none' as const, 'random' as const, 'smote' as const),
      ratio: fc.double({ min: 0.05, max: 1, noNaN: true }),
      neighbours: fc.integer({ min: 1, max: 7 }),
    }),
    tomekLinks: fc.constantFrom('none' as const, 'majority' as const, 'both' as const),
  }),
  seed: fc.nat(),
});

const balanced = async (...given: Parameters<typeof balanceEncoded>) => (await balanceEncoded(...given)).rows;

/** A row as a text. */
const rowOf = ({ columns, labels, weights }: EncodedRows, row: number) =>
  [labels[row], weights?.[row], ...columns.map((column) => column[row])].join();

test('classes reach the ratio, and what else the rows say is carried', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ rows, settings: { oversampling }, seed }) => {
      const grown = await balanced(rows, { oversampling, tomekLinks: 'none' }, createRandom(seed));
      const before = classTotals(rows.labels, rows.classes);
      const least = oversampling.method === 'none' ? 0 : Math.round(oversampling.ratio * Math.max(...before));
      assert.deepEqual(
        [...classTotals(grown.labels, rows.classes)],
        [...before].map((count) => Math.max(count, least)),
      );
      const { columns: _, labels, weights, ...carried } = grown;
      const { columns: __, labels: ___, weights: given, ...others } = rows;
      assert.deepEqual(carried, others);
      assert.equal(weights?.length, given && labels.length);
      for (const column of grown.columns) assert.equal(column.length, labels.length);
      for (const row of rows.labels.keys()) assert.equal(rowOf(grown, row), rowOf(rows, row));
      if (labels.length === rows.labels.length) assert.equal(grown, rows);
    }),
  );
});

test('a further row is among those of its class, with values that they have where none lies between', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ rows, settings, seed }) => {
      const grown = await balanced(rows, { ...settings, tomekLinks: 'none' }, createRandom(seed));
      for (let row = rows.labels.length; row < grown.labels.length; row++) {
        const [place, count, flag, code] = grown.columns.map((column) => column[row]!);
        const members = [...rows.labels.keys()].filter((other) => rows.labels[other] === grown.labels[row]);
        const known = (column: number, value: number) =>
          members.some((other) => Object.is(rows.columns[column]![other], value));
        assert.ok(Number.isNaN(place) || Math.abs(place! - 100 * grown.labels[row]!) < 10);
        assert.ok(Number.isNaN(count) || Number.isInteger(count));
        assert.ok(known(2, flag!));
        assert.ok(known(3, code!));
        if (grown.weights) assert.ok(grown.weights[row]! >= 0.5 && grown.weights[row]! <= 1.5);
      }
    }),
  );
});

test('each row has the row that it is, or comes of, as its source', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ rows, settings, seed }) => {
      const { rows: left, sources } = await balanceEncoded(rows, settings, createRandom(seed));
      assert.equal(sources.length, left.labels.length);
      for (const [row, source] of sources.entries()) {
        assert.equal(left.labels[row], rows.labels[source]);
        const [code, other] = [left.columns[3]![row]!, rows.columns[3]![source]!];
        if (!Number.isNaN(other)) assert.equal(code, other);
        if (settings.oversampling.method !== 'smote') assert.equal(rowOf(left, row), rowOf(rows, source));
      }
    }),
  );
});

test('neighbours are near as networks see rows, whatever units columns have', async () => {
  const random = createRandom(1);
  // The minority lies in two bunches of the first column; the other one has far larger numbers.
  const labels = Int32Array.from({ length: 200 }, (_, row) => (row % 4 === 0 ? 1 : 0));
  const bunches = Float64Array.from(labels, (_, row) => (row % 8 < 4 ? 0 : 1) + 0.1 * random.next());
  const large = Float64Array.from(labels, () => 1e6 * random.next());
  const encoding = ['bunch', 'large'].map((name) => ({ name, type: 'number' as const, origin: 0 }));
  const rows: EncodedRows = { encoding, columns: [bunches, large], labels, classes: 2, positive: 1 };
  const nearest: BalanceSettings = { ...smote, oversampling: { ...smote.oversampling, neighbours: 1 } };
  const { columns } = await balanced(rows, nearest, createRandom(1));
  assert.equal(columns[0]!.length, 300);
  // By the numbers themselves half of the neighbours would be of the other bunch.
  const between = columns[0]!.filter((value) => value > 0.1 && value < 1);
  assert.ok(between.length < 15, `${between.length} of 100`);
});

test('without links rows are gone, the others stay as oversampling leaves them', async () => {
  let removed = 0;
  await fc.assert(
    fc.asyncProperty(cases, async ({ rows, settings, seed }) => {
      // All in one place, so that there are links.
      const [, ...others] = rows.columns;
      const mingled = { ...rows, columns: [Float64Array.from(others[0]!, (cell) => cell % 7), ...others] };
      const grown = await balanced(mingled, { ...settings, tomekLinks: 'none' }, createRandom(seed));
      const left = await balanced(mingled, settings, createRandom(seed));
      let at = 0;
      for (const row of grown.labels.keys()) {
        if (at < left.labels.length && rowOf(left, at) === rowOf(grown, row)) at++;
      }
      assert.equal(at, left.labels.length);
      assert.deepEqual(
        classTotals(left.labels, rows.classes).map((count) => Math.sign(count)),
        classTotals(grown.labels, rows.classes).map((count) => Math.sign(count)),
      );
      removed += grown.labels.length - left.labels.length;
    }),
  );
  assert.ok(removed > 100);
});

test('equal rows of two classes are a link, missing cells and all', async () => {
  const rows = table([20, 20], false, 3);
  const twin = rows.labels.findIndex((label, row) => label === 1 && Number.isNaN(rows.columns[1]![row]));
  const other = rows.labels.indexOf(0);
  for (const column of rows.columns) column[other] = column[twin]!;
  const left = await balanced(rows, { ...none, tomekLinks: 'both' }, createRandom(1));
  const texts = new Set([...left.labels.keys()].map((row) => rowOf(left, row)));
  assert.ok(!texts.has(rowOf(rows, twin)) && !texts.has(rowOf(rows, other)));
});

test('the seed gives the same rows, another seed others', async () => {
  const rows = table([40, 9, 20], true, 5);
  const make = (seed: number) => balanced(rows, { ...smote, tomekLinks: 'both' }, createRandom(seed));
  assert.deepEqual(await make(3), await make(3));
  assert.notDeepEqual(await make(3), await make(4));
});

test('a table in which nothing differs has no neighbours', async () => {
  const { columns, ...others } = table([9, 3], false, 1);
  const rows = {
    ...others,
    columns: columns.map((column) => new Float64Array(column.length)),
    featureGroups: undefined,
  };
  await rejects(balanced(rows, smote, createRandom(1)), /at least one feature with two different values/);
});

test.run();
