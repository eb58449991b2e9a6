import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createRandom } from '../../random.ts';
import { defineSchema } from '../../schema/define-schema.ts';
import { type ColumnData, takeRows, type TypedTable } from '../../table.ts';
import { closeTo } from '../../testing/close-to.ts';
import { buildReference } from './build-reference.ts';
import { compareBatch } from './compare-batch.ts';
import { driftReport } from './drift-report.ts';
import { flows, schema } from './flows.test.kit.ts';

const test = suite('compareBatch');

const table = flows(createRandom(1), 5_000);
const reference = buildReference(table, schema);
const batchOf = (seed: number, rows = 1_000) => flows(createRandom(seed), rows);
const changed = (batch: TypedTable, name: string, data: ColumnData): TypedTable => ({
  rows: batch.rows,
  columns: new Map([...batch.columns, [name, data]]),
});

test('drift in one column of each kind is found, named first, and measured', () => {
  const random = createRandom(5);
  const batch = batchOf(6);
  const moved = (name: string, change: (cell: never) => number | string) => {
    const data = batch.columns.get(name)!;
    return changed(
      batch,
      name,
      data instanceof Float64Array
        ? data.map((cell) => change(cell as never) as number)
        : data.map((cell) => change(cell as never) as string),
    );
  };
  for (const [name, shifted, distance] of [
    ['bytes', moved('bytes', (bytes: number) => bytes * 3), 0.2],
    ['errors', moved('errors', (errors: number) => (random.next() < 0.2 ? 1 : errors)), 0.15],
    ['flag', moved('flag', (flag: number) => (random.next() < 0.2 ? -1 : flag)), 0.15],
    ['service', moved('service', (service: string) => (random.next() < 0.2 ? 's1' : service)), 0.08],
    ['constant', moved('constant', (constant: number) => (random.next() < 0.02 ? 8 : constant)), 0.02],
    ['attack', moved('attack', (label: string) => (random.next() < 0.3 ? 'no' : label)), 0.1],
  ] as const) {
    const report = driftReport.parse(JSON.parse(JSON.stringify(compareBatch(reference, shifted, schema))));
    assert.is(report.verdict, 'drift', name);
    assert.is(report.columns[0]!.name, name);
    assert.ok(report.columns[0]!.alarm && report.columns[0]!.pValue < report.perTest.values);
    assert.ok(report.columns[0]!.statistic > report.columns[0]!.threshold);
    closeTo(report.columns[0]!.distance, distance, 0.06, name);
    assert.equal(report.columns.filter(({ alarm }) => alarm).length, 1);
  }
});

test('unseen categories are named with their counts', () => {
  const batch = batchOf(7);
  const service = (batch.columns.get('service') as string[]).map((name, row) =>
    row < 12 ? 'gopher' : row < 15 ? 'telnet' : name,
  );
  const column = compareBatch(reference, changed(batch, 'service', service), schema).columns.find(
    ({ name }) => name === 'service',
  )!;
  assert.equal(column.unseen.values.slice(0, 2), [
    { value: 'gopher', count: 12 },
    { value: 'telnet', count: 3 },
  ]);
  assert.ok(column.unseen.rows >= 15);
});

test('a changed missing rate alarms by itself', () => {
  const batch = batchOf(8);
  const bytes = (batch.columns.get('bytes') as Float64Array).map((value, row) =>
    row < 100 ? Number.NaN : value,
  );
  const report = compareBatch(reference, changed(batch, 'bytes', bytes), schema);
  const column = report.columns[0]!;
  assert.equal([column.name, column.alarm, column.missing.alarm], ['bytes', false, true]);
  closeTo(column.missing.reference, 0.1, 0.02);
  closeTo(column.missing.batch, 0.19, 0.03);
  const empty = compareBatch(
    reference,
    changed(
      batch,
      'bytes',
      bytes.map(() => Number.NaN),
    ),
    schema,
  );
  assert.equal([empty.columns[0]!.name, empty.columns[0]!.test, empty.alarm], ['bytes', 'none', true]);
});

test('too few rows for the stated shift: not enough data, and how many would be', () => {
  const small = compareBatch(reference, batchOf(9, 40), schema);
  assert.equal([small.verdict, small.enough, small.alarm], ['not enough data', false, false]);
  const needed = small.power.rowsNeeded!;
  assert.ok(needed > 200 && needed < 2_000, String(needed));
  const large = compareBatch(reference, batchOf(10, needed), schema);
  assert.ok(large.enough && large.power.weakest >= 0.7, String(large.power.weakest));
  assert.is(large.power.rowsNeeded, needed);
  // A shift easier to see needs fewer rows.
  const easy = compareBatch(reference, batchOf(9, 40), schema, { shift: { share: 0.4, deviations: 2 } });
  assert.ok(easy.power.rowsNeeded! < needed);
});

test('fewer than twenty rows never alarm; from then on a drift that shows is told', () => {
  const strange = (rows: number) => changed(batchOf(11, rows), 'flag', new Float64Array(rows).fill(-1));
  const one = compareBatch(reference, strange(1), schema);
  assert.equal(
    [one.verdict, one.alarm, one.columns.some(({ alarm }) => alarm)],
    ['not enough data', false, false],
  );
  assert.is(compareBatch(reference, strange(19), schema).verdict, 'not enough data');
  assert.is(compareBatch(reference, strange(30), schema).verdict, 'drift');
  const none = compareBatch(reference, takeRows(table, []), schema);
  assert.equal([none.verdict, none.rows.batch], ['not enough data', 0]);
});

test('a reference of a few rows is never sure of anything', () => {
  const tiny = buildReference(takeRows(table, [0, 1, 2]), schema);
  const report = compareBatch(tiny, batchOf(12), schema);
  assert.is(report.verdict, 'not enough data');
  assert.is(report.power.rowsNeeded, null);
  const empty = compareBatch(buildReference(takeRows(table, []), schema), batchOf(12), schema);
  assert.is(empty.verdict, 'not enough data');
});

test('columns that the batch lacks are told, not guessed', () => {
  const batch = batchOf(13);
  const columns = new Map([...batch.columns].filter(([name]) => name !== 'attack' && name !== 'errors'));
  const report = compareBatch(reference, { rows: batch.rows, columns }, schema);
  assert.equal(report.notCompared, ['errors', 'attack']);
  assert.is(report.columns.length, 4);
});

test('scores are one more column', () => {
  const random = createRandom(14);
  const scores = (rows: number, power: number) =>
    Float64Array.from({ length: rows }, () => random.next() ** power);
  const known = buildReference(table, schema, { scores: scores(table.rows, 1) });
  const same = compareBatch(known, batchOf(15), schema, { scores: scores(1_000, 1) });
  assert.is(same.alarm, false);
  const other = compareBatch(known, batchOf(15), schema, { scores: scores(1_000, 1.5) });
  assert.equal([other.columns[0]!.name, other.columns[0]!.role, other.alarm], ['score', 'score', true]);
});

test('the same input gives the same report, whatever was compared before', () => {
  const first = compareBatch(reference, batchOf(16), schema);
  const fresh = structuredClone(reference);
  compareBatch(fresh, batchOf(17, 321), schema);
  assert.equal(compareBatch(fresh, batchOf(16), schema), first);
});

test('the budget: alarms a month by batches a month', () => {
  const batch = batchOf(18);
  const report = compareBatch(reference, batch, schema, {
    budget: { falseAlarmsPerMonth: 1, batchesPerMonth: 720 },
  });
  closeTo(report.falseAlarmRate, 1 / 720, 1e-12);
  assert.is(report.tests, 12);
  const threshold = (columns: typeof report.columns) =>
    columns.find(({ name }) => name === 'flag')!.threshold;
  assert.ok(threshold(report.columns) > threshold(compareBatch(reference, batch, schema).columns));
  for (const budget of [{ perBatch: 0 }, { perBatch: 1 }, { falseAlarmsPerMonth: 1, batchesPerMonth: 0 }]) {
    assert.throws(() => compareBatch(reference, batch, schema, { budget }), /alarm budget/);
  }
});

test('thirty columns of 1,000 rows take well under a second once the thresholds are known', () => {
  const names = Array.from({ length: 30 }, (_, i) => `c${i}`);
  const wide = defineSchema({
    name: 'wide',
    columns: [
      ...names.map((name) => ({ name, kind: 'numeric' as const })),
      { name: 'attack', kind: 'binary', role: 'target', values: ['yes', 'no'], positive: 'yes' },
    ],
  });
  const random = createRandom(19);
  const numbers = (rows: number): TypedTable => ({
    rows,
    columns: new Map(names.map((name) => [name, Float64Array.from({ length: rows }, () => random.normal())])),
  });
  const known = buildReference(numbers(5_000), wide);
  compareBatch(known, numbers(1_000), wide);
  const started = performance.now();
  compareBatch(known, numbers(1_000), wide);
  assert.ok(performance.now() - started < 500);
});

test.run();
