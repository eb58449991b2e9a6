import { deepEqual, equal, match, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { encodeRecords } from '../encoding/encode-records.ts';
import type { Encoding } from '../encoding/feature-encoding.ts';
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

/** The encoded row of the golden row that lies on edges; undefined where there is none. */
function encodedEdges(encoding: Encoding, edges: Parameters<typeof chooseGoldenRows>[3]) {
  const rows = chooseGoldenRows(exampleSchema, encoding, exampleTable, edges).map((row) => ({
    ...row,
    probabilities: [0.5, 0.5],
  }));
  // As a bundle is read.
  const read = (JSON.parse(goldenText(rows)) as GoldenRow[]).map((row) => typedGolden(row, encoding));
  const found = read.find(({ note }) => note === 'values where the model jumps');
  return found && [...encodeRecords(encoding, [found.row])];
}

test('a row is exactly on the edges of the model, the first of each column that a cell can be on', () => {
  const border = Math.fround(0.1);
  const numbers = [
    { column: 0, value: border },
    { column: 0, value: 7 },
  ];
  // The first training row has .5, -1, tcp and no.
  deepEqual(encodedEdges(exampleEncoding, numbers), [border, 0, 1, 0]);
  const codes = [
    { column: 2, value: 1.5 },
    { column: 2, value: 2 },
    { column: 1, value: 2 },
    { column: 3, value: 2 },
    { column: 4, value: 1 },
  ];
  deepEqual(
    encodedEdges(exampleEncoding, codes),
    [0.5, 2, 2, 0],
    'not between codes, nor on one of no value',
  );
  equal(encodedEdges(exampleEncoding, [{ column: 3, value: 2 }]), undefined);
  equal(encodedEdges(exampleEncoding, []), undefined);
});

test('a row is on edges beside a large origin too, where numbers are exact enough', () => {
  const [, ...others] = exampleEncoding;
  const time: Encoding = [{ name: 'duration', type: 'number', origin: 1_700_000_000_123.25 }, ...others];
  const edge = Math.fround(86_400_123.4);
  equal(encodedEdges(time, [{ column: 0, value: edge }])![0], edge);
  const fine = Math.fround(1e-6);
  deepEqual(
    encodedEdges(time, [
      { column: 0, value: fine },
      { column: 0, value: -edge },
    ])![0],
    -edge,
  );
});

test('a column has an edge whatever the number of columns', () => {
  const count = 3000;
  const wide = Array.from(
    { length: count },
    (_, i) => ({ name: `x${i}`, type: 'number', origin: i }) as const,
  );
  const edges = wide.map((_, column) => ({ column, value: Math.fround(column / 7) }));
  deepEqual(
    encodedEdges(wide, edges),
    edges.map(({ value }) => value),
  );
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
