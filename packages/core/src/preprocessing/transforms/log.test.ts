import { suite } from 'uvu';
import { arraysClose, closeTo, onEveryBackend } from '../../testing/index.ts';
import { fitOptions, testTransform } from '../../testing/test-transform.ts';
import { transformRows } from '../../tensor/preprocessing/apply-preprocessing.ts';
import { imputeMedian } from './impute-median.ts';
import { log } from './log.ts';

const test = suite('log');
const signedLog = (value: number) => (value < 0 ? -Math.log1p(-value) : Math.log1p(value));

testTransform(test, log, {
  columns: 'numbers',
  after: imputeMedian,
  reference(value, { center, low, high, mean, scale }) {
    const logarithm = signedLog(value) - signedLog(center);
    return [(Math.min(Math.max(logarithm, low), high) - mean) / scale];
  },
});

test('mean and deviation are those of the logarithms', () => {
  const column = Float64Array.of(Math.E - 1, Math.E ** 3 - 1, Number.NaN, 1 - Math.E);
  const { center, mean, scale } = log.fit(column, fitOptions);
  closeTo(center, Math.E - 1, 1e-6);
  closeTo(mean, 0, 1e-6);
  closeTo(scale, Math.sqrt(8 / 3), 1e-6);
});

onEveryBackend(
  test,
  'large numbers close together, and numbers far below the median, keep their logarithms',
  () => {
    const column = Float64Array.of(-3e6, 0, 3e6, 3e6 + 1, 3e6 + 2, 3e6 + 3, 3e6 + 4);
    const state = { center: 3e6, low: -100, high: 100, mean: 0, scale: 1 };
    const block = { columns: [0], steps: [{ transform: 'log', states: [state] }] };
    const expected = column.map((value) => signedLog(value) - signedLog(3e6));
    const actual = transformRows({ inputs: 1, blocks: [block] }, Float32Array.from(column), 7);
    arraysClose(actual, expected, 2e-5);
  },
);
onEveryBackend(test, 'tiny numbers keep their digits', () => {
  const column = Float64Array.from({ length: 100 }, (_, i) => 1e-9 * (1 + i));
  const state = log.fit(column, fitOptions);
  const block = { columns: [0], steps: [{ transform: 'log', states: [state] }] };
  const actual = transformRows({ inputs: 1, blocks: [block] }, Float32Array.from(column), 100);
  const { low, high, mean, scale, center } = state;
  arraysClose(
    actual,
    column.map(
      (value) => (Math.min(Math.max(signedLog(value) - signedLog(center), low), high) - mean) / scale,
    ),
    1e-5,
  );
});
test.run();
