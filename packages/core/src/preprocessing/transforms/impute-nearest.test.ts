import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { arraysClose, onEveryBackend } from '../../testing/index.ts';
import { fitOptions, testTransform } from '../../testing/test-transform.ts';
import { packRows } from '../../encoding/encode-table.ts';
import { transformRows } from '../../tensor/preprocessing/apply-preprocessing.ts';
import { imputeNearest } from './impute-nearest.ts';

type State = ReturnType<typeof imputeNearest.fit>;

const test = suite('impute-nearest');
const { NaN: missing } = Number;

/** Row by row, distance by distance, in float64. */
function reference(row: readonly number[], states: readonly State[]): number[] {
  const standard = (value: number, { mean, scale }: State) =>
    Math.min(Math.max((value - mean) / scale, -10), 10);
  const distances = states[0]!.values.map((_, other) => {
    const differences = states.flatMap((state, column) => {
      const theirs = state.values[other]!;
      if (theirs === null || Number.isNaN(row[column]!)) return [];
      return [(standard(row[column]!, state) - standard(theirs, state)) ** 2];
    });
    return differences.reduce((sum, square) => sum + square, 0) / differences.length;
  });
  return states.map(({ values, mean, neighbours }, column) => {
    if (!Number.isNaN(row[column]!)) return row[column]!;
    const donors = values
      .flatMap((value, i) =>
        value === null || Number.isNaN(distances[i]!) ? [] : [{ value, at: distances[i]! }],
      )
      .toSorted((a, b) => a.at - b.at);
    if (donors.length === 0) return mean;
    const within = donors[Math.min(neighbours, donors.length) - 1]!.at * (1 + 1e-5) + 1e-6;
    const near = donors.filter(({ at }) => at <= within);
    return near.reduce((sum, { value }) => sum + value, 0) / near.length;
  });
}

testTransform(test, imputeNearest, {
  columns: 'numbers',
  unitless: false,
  even: true,
  rowReference: reference,
});

onEveryBackend(test, 'fills in what scikit-learn fills in on standardised columns', () => {
  const columns = [
    [1, 3, missing, 8, 2, 5],
    [2, 4, 6, 8, missing, 1],
    [missing, 3, 5, 7, 9, missing],
  ].map((column) => Float64Array.from(column));
  const states = columns.map((column) => imputeNearest.fit(column, { ...fitOptions, neighbours: 2 }));
  const more = [
    [missing, 4, missing],
    [missing, missing, 3],
    [missing, missing, 4],
  ];
  const packed = packRows(columns.map((column, i) => Float64Array.of(...column, ...more[i]!)));
  const filled = transformRows(
    { inputs: 3, blocks: [{ columns: [0, 1, 2], steps: [{ transform: 'impute-nearest', states }] }] },
    packed,
    9,
  );
  const expected = [
    [1, 2, 6],
    [3, 4, 3],
    [5.5, 6, 5],
    [8, 8, 7],
    [2, 1.5, 9],
    [5, 1, 6],
    [3.8, 4.2, 6],
    [4, 2.5, 6],
    [2, 3, 4],
  ];
  arraysClose(filled, Float32Array.from(expected.flat()), 1e-5);
});

test('keeps at most 256 rows, evenly spaced, and lets columns only help', () => {
  const column = Float64Array.from({ length: 1000 }, (_, i) => i);
  const { values } = imputeNearest.fit(column, fitOptions);
  assert.is(values.length, 256);
  assert.equal(values.slice(0, 3), [0, 3, 7]);
  assert.is(imputeNearest.width(imputeNearest.fit(column, { ...fitOptions, context: true })), 0);
});
test.run();
