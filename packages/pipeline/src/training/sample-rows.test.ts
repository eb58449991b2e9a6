import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import fc from 'fast-check';
import { suite } from 'uvu';
import { sampleRows } from './sample-rows.ts';

const test = suite('sampleRows');

/** Tables of groups of a few rows, with one rare class of two rows in two groups. */
const tables = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 300, maxLength: 900 }),
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
    weighted: fc.boolean(),
  })
  .map(({ sizes, seed, weighted }) => {
    const random = createRandom(seed);
    const groups = Int32Array.from(sizes.flatMap((size, group) => new Array<number>(size).fill(group)));
    const labels = Int32Array.from(groups, () => (random.next() < 0.2 ? 1 : 0));
    labels[0] = labels[labels.length - 1] = 2;
    const weights = weighted ? Float32Array.from(labels, () => 0.5 + random.next()) : undefined;
    return { groups, labels, classes: 3, weights, seed };
  });

const most = 200;

test('a sample holds whole groups, every class, about as many rows as asked for, and weighs as the table does', () => {
  fc.assert(
    fc.property(tables, ({ seed, ...table }) => {
      const sample = sampleRows(table, most, createRandom(seed))!;
      const rows = [...sample.rows];
      assert.deepEqual(
        rows,
        [...new Set(rows)].sort((a, b) => a - b),
      );
      const drawn = new Set(rows.map((row) => table.groups[row]!));
      assert.equal(rows.length, [...table.groups].filter((group) => drawn.has(group)).length);
      assert.ok(rows.length > 0.8 * most && rows.length < 1.6 * most, String(rows.length));
      for (const label of [0, 1, 2]) {
        const own = rows.flatMap((row, at) => (table.labels[row] === label ? [at] : []));
        const all = table.labels.filter((one) => one === label).length;
        assert.ok(own.length >= Math.min(all, 2));
        // Without the table's own weights, a class weighs its share.
        if (table.weights !== undefined) continue;
        const weight = own.reduce((sum, at) => sum + (sample.weights?.[at] ?? 1), 0);
        const share = all / table.labels.length;
        // The sample itself weighs as many rows as it has.
        assert.ok(Math.abs(weight / rows.length - share) <= 0.021 * share + 1e-6, `${weight} ${share}`);
      }
    }),
    { numRuns: 40, includeErrorInReport: true },
  );
});

test('the same seed draws the same rows, another one others', () => {
  const labels = Int32Array.from({ length: 5_000 }, (_, row) => row % 2);
  const table = { groups: Int32Array.from(labels.keys()), labels, classes: 2 };
  const draw = (seed: number) => [...sampleRows(table, 1_000, createRandom(seed))!.rows];
  assert.deepEqual(draw(1), draw(1));
  assert.notDeepEqual(draw(1), draw(2));
  assert.equal(sampleRows(table, 1_000, createRandom(1))!.weights, undefined);
});

test('of a table that has no more rows than asked for none are drawn', () => {
  const labels = Int32Array.from({ length: 100 }, (_, row) => row % 2);
  const table = { groups: Int32Array.from(labels.keys()), labels, classes: 2 };
  assert.equal(sampleRows(table, 100, createRandom(1)), null);
});

test('a rare class keeps its rows, which then weigh less', () => {
  const labels = Int32Array.from({ length: 100_000 }, (_, row) => (row % 1_000 === 0 ? 1 : 0));
  const table = { groups: Int32Array.from(labels.keys()), labels, classes: 2 };
  const { rows, weights } = sampleRows(table, 5_000, createRandom(1))!;
  const rare = [...rows.keys()].filter((at) => labels[rows[at]!] === 1);
  assert.equal(rare.length, 100);
  const weight = rare.reduce((sum, at) => sum + weights![at]!, 0);
  assert.ok(Math.abs(weight / rows.length - 0.001) < 1e-4, String(weight / rows.length));
});

test.run();
