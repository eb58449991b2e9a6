import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createRandom } from '../../random.ts';
import { defineSchema } from '../../schema/define-schema.ts';
import type { DatasetSchema } from '../../schema/dataset-schema.ts';
import { takeRows, type TypedTable } from '../../table.ts';
import { onRealTable } from '../../testing/index.ts';
import { buildReference } from './build-reference.ts';
import { compareBatch } from './compare-batch.ts';

// A real table has what no generator thinks of: columns that depend on each other, rows that repeat, rare values.
// 1,000 batches a size take a while; where time is short, fewer are asked for.
const batches = Number(process.env.RAMPART_DRIFT_BATCHES ?? 1_000);
const sizes = [20, 50, 200, 1_000];

const test = suite('drift on the phishing table');

function phishing(path: string): { schema: DatasetSchema; table: TypedTable } {
  const [header, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = header!.replaceAll('"', '').split(',');
  const cells = lines.map((line) => line.split(',').map(Number));
  const columns = new Map(names.map((name, at) => [name, Float64Array.from(cells, (row) => row[at]!)]));
  const schema = defineSchema({
    name: 'phishing',
    columns: names.map((name) =>
      name === 'Result'
        ? { name, kind: 'binary' as const, role: 'target' as const, values: [-1, 1], positive: -1 }
        : { name, kind: 'ordinal' as const, values: [-1, 0, 1] },
    ),
  });
  return { schema, table: { rows: cells.length, columns } };
}

onRealTable(
  test,
  'clean batches of the reference rows alarm in at most 7 % under a budget of 5 %',
  'phishing.csv',
  (path) => {
    const { schema, table } = phishing(path);
    const reference = buildReference(table, schema);
    const random = createRandom(1);
    for (const rows of sizes) {
      let alarms = 0;
      for (let batch = 0; batch < batches; batch++) {
        const drawn = Uint32Array.from({ length: rows }, () => random.integer(table.rows));
        if (compareBatch(reference, takeRows(table, drawn), schema).alarm) alarms++;
      }
      process.stdout.write(`${alarms} of ${batches} clean batches of ${rows} rows alarm\n`);
      assert.ok(alarms / batches <= 0.07, `${rows} rows: ${alarms} of ${batches}`);
    }
  },
);

onRealTable(
  test,
  'so do batches of rows that the reference never saw, and a reference no larger than a batch',
  'phishing.csv',
  (path) => {
    const { schema, table } = phishing(path);
    const random = createRandom(2);
    for (const [referenceRows, rows] of [
      [5_500, 50],
      [5_500, 1_000],
      [1_000, 1_000],
      [100, 200],
    ] as const) {
      let [alarms, judged] = [0, 0];
      // One division of the rows may be unusual, and all its batches with it.
      for (let division = 0; division < 6; division++) {
        const order = random.shuffle(Uint32Array.from({ length: table.rows }, (_, row) => row));
        const reference = buildReference(takeRows(table, order.subarray(0, referenceRows)), schema);
        const rest = order.subarray(referenceRows);
        for (let batch = 0; batch < 30; batch++) {
          const drawn = random.shuffle(rest).subarray(0, rows);
          if (compareBatch(reference, takeRows(table, drawn), schema).alarm) alarms++;
          judged++;
        }
      }
      assert.ok(alarms / judged <= 0.07, `${referenceRows} and ${rows} rows: ${alarms} of ${judged}`);
    }
  },
);

onRealTable(
  test,
  'a shift of ten points in one feature is found in at least 90 % of batches of 1,000 rows',
  'phishing.csv',
  (path) => {
    const { schema, table } = phishing(path);
    const reference = buildReference(table, schema);
    const random = createRandom(3);
    const features = schema.columns.filter(({ role }) => role === 'feature');
    let [found, shifted] = [0, 0];
    for (let round = 0; round < 300; round++) {
      const { name } = features[round % features.length]!;
      const batch = takeRows(
        table,
        Uint32Array.from({ length: 1_000 }, () => random.integer(table.rows)),
      );
      const data = batch.columns.get(name)!.slice() as Float64Array;
      // From the most frequent value to the next: a tenth of all rows.
      const [from, to] = [-1, 0, 1]
        .map((value) => ({ value, rows: data.filter((cell) => cell === value).length }))
        .toSorted((left, right) => right.rows - left.rows)
        .map(({ value }) => value);
      let moved = 0;
      for (let row = 0; row < data.length && moved < 100; row++) {
        if (data[row] !== from) continue;
        data[row] = to!;
        moved++;
      }
      const report = compareBatch(
        reference,
        { rows: 1_000, columns: new Map([...batch.columns, [name, data]]) },
        schema,
      );
      shifted++;
      if (report.columns.find((column) => column.name === name)!.alarm) found++;
      assert.ok(report.power.weakest >= 0.9);
    }
    process.stdout.write(`${found} of ${shifted} shifts found\n`);
    assert.ok(found / shifted >= 0.9, `${found} of ${shifted}`);
  },
);

test.run();
