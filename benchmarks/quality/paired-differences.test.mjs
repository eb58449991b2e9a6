import assert from 'node:assert/strict';
import { suite } from 'uvu';
import { pairedDifferences } from './paired-differences.mjs';

const test = suite('pairedDifferences');
const named = (name, ...accuracies) => ({ name, folds: accuracies.map((accuracy) => ({ accuracy })) });

test('the mean difference in the same fold, in points, and its standard error', () => {
  assert.deepEqual(
    pairedDifferences([named('a', 0.9, 0.8, 0.7)], [named('b', 0.92, 0.81, 0.72), named('c', 0.9, 0.7, 0.6)]),
    [
      ['a', 'b', '−1.67', '0.33'],
      ['a', 'c', '+6.67', '3.33'],
    ],
  );
});

test('one fold has no error', () => {
  assert.deepEqual(pairedDifferences([named('a', 0.9)], [named('b', 0.8)]), []);
});

test.run();
