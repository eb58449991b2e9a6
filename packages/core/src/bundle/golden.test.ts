import { deepEqual, equal, match, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { isMissing } from '../table.ts';
import { exampleEncoding, exampleSchema, exampleTable } from '../testing/example-bundle.ts';
import { chooseGoldenRows, compareGolden, goldenText, type GoldenRow, typedGolden } from './golden.ts';

const test = suite('golden rows');

test('training rows, everything missing, unseen categories and extreme numbers', () => {
  const rows = chooseGoldenRows(exampleSchema, exampleEncoding, exampleTable);
  const row = (note: string) => rows.find((golden) => golden.note === note)!.row;
  for (const golden of rows) {
    deepEqual(Object.keys(golden.row), ['duration', 'risk', 'protocol', 'flagged']);
  }
  equal(rows.filter(({ note }) => note.startsWith('training row')).length, 5);
  ok(Object.values(row('everything missing')).every(isMissing));
  deepEqual(row('unseen categories'), { duration: 0.5, risk: 2, protocol: 'unseen', flagged: 'unseen' });
  ok((row('smallest numbers').duration as number) < -60_000);
  ok((row('largest numbers').duration as number) > 60_000);
});

test('extreme numbers keep to the limits of the schema', () => {
  const columns = exampleSchema.columns.map((column) =>
    column.name === 'duration' ? { ...column, min: 0, max: 100 } : column,
  );
  const rows = chooseGoldenRows({ ...exampleSchema, columns }, exampleEncoding, exampleTable);
  deepEqual(
    rows.slice(-2).map(({ row }) => row.duration),
    [0, 100],
  );
});

test('a table without rows still has rows to test with', () => {
  const columns = new Map([...exampleTable.columns].map(([name, data]) => [name, data.slice(0, 0)]));
  const rows = chooseGoldenRows(exampleSchema, exampleEncoding, { rows: 0, columns });
  equal(rows.length, 4);
});

test('a missing number survives JSON', () => {
  const rows = chooseGoldenRows(exampleSchema, exampleEncoding, exampleTable).map((row) => ({
    ...row,
    probabilities: [0.5, 0.5],
  }));
  const read = JSON.parse(goldenText(rows)) as GoldenRow[];
  deepEqual(
    read.map((row) => typedGolden(row, exampleEncoding)),
    rows,
  );
});

const golden = (...probabilities: number[][]): GoldenRow[] =>
  probabilities.map((row, i) => ({ note: `row ${i}`, row: {}, probabilities: row }));

test('every row that differs is a problem, NaN and a missing one too', () => {
  const expected = golden([0.2, 0.8], [0.5, 0.5], [1, 0], [0, 1]);
  deepEqual(compareGolden(expected, [0.2, 0.8, 0.5, 0.5, 1, 0, 0, 1], 0), []);
  const problems = compareGolden(expected, [0.2, 0.8, 0.51, 0.49, Number.NaN, 0], 1e-4);
  equal(problems.length, 3);
  match(problems[0]!.where, /golden row 2 \(row 1\)/);
  equal(problems[0]!.received, '0.51, 0.49');
});

test('a difference within the tolerance passes, a greater one does not', () => {
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      unit,
      unit,
      fc.double({ min: 1e-6, max: 0.5, noNaN: true }),
      (expected, actual, tolerance) => {
        const problems = compareGolden(golden([expected, 1]), [actual, 1], tolerance);
        equal(problems.length === 0, Math.abs(actual - expected) <= tolerance);
      },
    ),
  );
});

test.run();
