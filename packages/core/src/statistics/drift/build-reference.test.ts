import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createRandom } from '../../random.ts';
import { defineSchema } from '../../schema/define-schema.ts';
import type { ColumnData, TypedTable } from '../../table.ts';
import { closeTo } from '../../testing/close-to.ts';
import { buildReference } from './build-reference.ts';
import { countCells, referenceCounts } from './cell-counts.ts';
import { driftReference, type NumbersReference, type ValuesReference } from './drift-reference.ts';

const test = suite('buildReference');

const schema = defineSchema({
  name: 'flows',
  columns: [
    { name: 'bytes', kind: 'numeric' },
    { name: 'flag', kind: 'ordinal', values: [-1, 0, 1] },
    { name: 'service', kind: 'categorical' },
    { name: 'at', kind: 'time' },
    { name: 'id', kind: 'identifier', role: 'ignored' },
    {
      name: 'attack',
      kind: 'categorical',
      role: 'target',
      classes: { normal: ['normal'], attack: 'rest' },
      positive: 'attack',
    },
  ],
});
const tableOf = (columns: Record<string, ColumnData>): TypedTable => ({
  rows: Object.values(columns)[0]!.length,
  columns: new Map(Object.entries(columns)),
});
const referenceOf = (column: string, data: ColumnData) =>
  buildReference(tableOf({ [column]: data }), schema).columns[0]!;

test('features and the label are kept, the label by class; others are not', () => {
  const reference = buildReference(
    tableOf({
      bytes: Float64Array.of(1, Number.NaN, 3),
      flag: Float64Array.of(0, 0, 1),
      service: ['http', null, 'http'],
      at: Float64Array.of(1, 2, 3),
      id: ['a', 'b', 'c'],
      attack: ['normal', 'smurf', 'neptune'],
    }),
    schema,
    { scores: Float64Array.of(0.1, 0.2, 0.9) },
  );
  assert.equal(
    reference.columns.map(
      ({ name, role, type, present, missing }) => `${name} ${role} ${type} ${present} ${missing}`,
    ),
    [
      'bytes feature numbers 2 1',
      'flag feature values 3 0',
      'service feature values 2 1',
      'at feature gaps 3 0',
      'attack label values 3 0',
      'score score numbers 3 0',
    ],
  );
  const label = reference.columns[4] as ValuesReference;
  assert.equal([label.values, label.other, label.rare], [[], 3, ['attack', 'normal']]);
  assert.equal(driftReference.parse(JSON.parse(JSON.stringify(reference))), reference);
});

test('rare categories are pooled, and their names kept', () => {
  const service = Array.from({ length: 2_000 }, (_, i) =>
    i < 1_900 ? 'http' : i < 1_990 ? 'dns' : `rare${i % 4}`,
  );
  const column = referenceOf('service', service) as ValuesReference;
  assert.equal(column.values, [
    { value: 'http', count: 1_900 },
    { value: 'dns', count: 90 },
  ]);
  assert.is(column.other, 10);
  assert.equal(column.rare!.length, 4);
  const { counts, unseen } = countCells(column, ['http', 'rare1', 'new', 'new', null]);
  assert.equal([...counts], [1, 0, 3]);
  assert.equal([...unseen], [['new', 2]]);
});

const someNumbers = fc
  .record({
    seed: fc.integer(),
    rows: fc.integer({ min: 21, max: 3_000 }),
    tied: fc.double({ min: 0, max: 0.95, noNaN: true }),
  })
  .map(({ seed, rows, tied }) => {
    const random = createRandom(seed);
    return Float64Array.from({ length: rows }, (_, row) =>
      row > 20 && random.next() < tied ? random.integer(3) - 1 : Math.exp(3 * random.normal()),
    );
  });

test('cells of numbers hold every value once, are few, and a frequent value has its own', () => {
  fc.assert(
    fc.property(someNumbers, (values) => {
      const column = referenceOf('bytes', values) as NumbersReference;
      assert.is(column.type, 'numbers');
      assert.ok(column.edges.every((edge, at) => at === 0 || edge > column.edges[at - 1]!));
      assert.is(column.counts.length, column.edges.length + 1);
      assert.ok(column.counts.length <= 320);
      const again = countCells(column, values);
      assert.equal([...again.counts], column.counts);
      assert.equal([...referenceCounts(column)], column.counts);
      for (const [cell, count] of column.counts.entries()) {
        if (count > 0) closeTo(again.means[cell]!, column.means[cell]!, 1e-9 * Math.abs(column.means[cell]!));
      }
      const zeros = values.filter((value) => value === 0).length;
      if (zeros > Math.max(1, values.length / 50)) {
        const cell = column.edges.indexOf(0);
        assert.is(column.counts[cell], zeros);
        assert.ok(column.edges[cell - 1]! < 0 && column.edges[cell - 1]! > -1e-300);
      }
    }),
    { numRuns: 60 },
  );
});

test('large tables stay small, and what comes back from JSON is the same', () => {
  const random = createRandom(1);
  const reference = buildReference(
    tableOf({ bytes: Float64Array.from({ length: 100_000 }, () => random.normal()) }),
    schema,
  );
  const column = reference.columns[0] as NumbersReference;
  assert.ok(column.counts.length <= 101 && Math.max(...column.counts) < 1_200);
  closeTo(column.deviation, 1, 0.02);
  const text = JSON.stringify(reference);
  assert.ok(text.length < 8_000);
  assert.equal(driftReference.parse(JSON.parse(text)), reference);
});

test('an empty table and an empty column give a reference all the same', () => {
  assert.is(buildReference(tableOf({ bytes: new Float64Array() }), schema).rows, 0);
  const column = referenceOf('bytes', Float64Array.of(Number.NaN, Number.NaN));
  assert.equal([column.type, column.present, column.missing], ['values', 0, 2]);
});

test.run();
